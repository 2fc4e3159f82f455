/** Every personality × lock level × scenario. `npm run sweep`, or with a part of a scenario's name as argument. */
import { personalities } from "../src/simulator";
import { scenarios } from "../test/scenario/scenarios";
import { levels, play } from "../test/scenario/sweep";

async function main(): Promise<void> {
  const [wanted = "", wantedPersonality = ""] = process.argv.slice(2);
  const failures: string[] = [];
  let played = 0;
  for (const scenario of scenarios.filter(({ name }) => name.includes(wanted))) {
    for (const personality of Object.keys(personalities).filter((name) => name.includes(wantedPersonality))) {
      for (const level of levels) {
        played++;
        try {
          await play(scenario, personality, level);
        } catch (error) {
          failures.push(
            `${scenario.name} | ${personality} | ${level}\n  ${(error as Error).message.split("\n").slice(0, 12).join("\n  ")}`,
          );
        }
      }
    }
  }
  failures.forEach((failure) => console.log(failure));
  console.log(`${played} played, ${played - failures.length} passed, ${failures.length} failed.`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

void main();
