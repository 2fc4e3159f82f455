import fc from "fast-check";
import { stacksHistory } from "./history";
import { playStacks } from "./play";
import { showStacksHistory } from "./show";
import { closeSimulators } from "../bench";
import { listenToLog } from "../../../src/provider/engine-log";
void (async () => {
  const [seed, n, ...texts] = process.argv.slice(2);
  const all = fc.sample(stacksHistory, { seed: Number(seed), numRuns: Number(n) });
  for (const h of all) {
    const shown = showStacksHistory(h).join("\n");
    if (!texts.some((t) => shown.includes(t))) continue;
    console.log(shown); const v = await playStacks(h); console.log("=>", v.join("\n=> ").slice(0, 600)); console.log(JSON.stringify(h).slice(0, 0));
  }
  await closeSimulators();
})();
