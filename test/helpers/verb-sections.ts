/** Tests that compare what `pulumi` was told and what it called with the sections of a text file. */
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { tableOf, valuesOf, verbProject, type VerbProject, type VerbRule } from "./verb-log";
import { sections, Transcript } from "./verb-transcript";

/** What a delete does is not the matter; it takes long enough that two of them at the same time are seen. */
export const noDelete: VerbRule = { when: { verb: "delete" }, sleep: 250, answer: null };

/** What a section works with. */
export interface Stage extends VerbProject {
  readonly run: Transcript;
  /** Puts state back to the table `T1` with its values `V1`, which every project has made first; no delete does anything, from then on. */
  readonly restore: () => Promise<void>;
}

/** Plays one section. */
export type Play = (stage: Stage) => Promise<void>;

/**
 * Declares the tests of a file of sections, all in one project. `declareSections` calls its argument once for each section, in the order of
 * the file.
 */
export function compareSections(file: string, declareSections: (section: (title: string, play: Play) => void) => void) {
  const expected = sections(readFileSync(file, "utf8"));
  const titles: string[] = [];
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await openStage();
  });
  after(() => stage?.close());
  declareSections((title, play) => {
    titles.push(title);
    it(title, async () => {
      stage.run.take();
      await play(stage);
      assert.equal(stage.run.take(), expected.get(title));
    });
  });
  it("are all of the file", () => assert.deepEqual(titles, [...expected.keys()]));
}

async function openStage(): Promise<Stage> {
  const opened = await verbProject();
  const run = new Transcript(opened);
  opened.declare(tableOf("T1"), valuesOf("V1"));
  opened.rules(noDelete);
  await run.pulumi("up --yes --skip-preview");
  opened.project.write("made.json", await run.quietly("stack export"));
  const restore = async () => {
    opened.rules(noDelete);
    await run.quietly("stack import --force --file made.json");
  };
  return { ...opened, run, restore };
}
