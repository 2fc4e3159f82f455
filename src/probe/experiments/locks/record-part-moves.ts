import { decided, experiment, giveUp, surprise, undecided } from "../../experiment";
import { isDone } from "../../lab/cell";

interface Seen {
  /** After nothing but changes of the level; after a write at VALUE; after one at PRIMARY_VALUE. */
  readonly byLevel: boolean;
  readonly atValue: boolean;
  readonly atRecord: boolean;
}

/** Whether values move the record's part. */
export const recordPartMoves = experiment<Seen>({
  name: "recordPartMoves",
  question: "At which lock levels does a written value move the record's part of the lock version?",
  steps:
    "Describes a cell at lock level PRIMARY_VALUE; goes to VALUE and back; goes to VALUE, creates another cell of the row, and goes back; creates a third one at PRIMARY_VALUE.",
  reading: "It moves with both creates, or with the last one only.",
  undecided: "It moves with the changes of the level alone, or is not shown.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    const read = async () => {
      await table.setLevel("PRIMARY_VALUE");
      return table.lockPart(row, "Text", "PrimaryValues");
    };
    const versions = [await read()];
    await table.setLevel("VALUE");
    versions.push(await read());
    await table.setLevel("VALUE");
    if (!isDone((await table.create({ row, column: "Other" }))[0])) giveUp("a create at VALUE is refused");
    versions.push(await read());
    const lock = { PrimaryValues: versions[2] ?? "" };
    if (!isDone((await table.create({ row, column: "Third", lock }))[0]))
      giveUp("a create at PRIMARY_VALUE is refused");
    versions.push(await read());
    const [first, level, value, record] = versions;
    return { byLevel: first !== level, atValue: level !== value, atRecord: value !== record };
  },
  read: ({ byLevel, atValue, atRecord }) => {
    if (byLevel) return undecided("it moves with the lock level of the table");
    if (!atRecord) return surprise("it does not move at PRIMARY_VALUE");
    return decided(atValue ? "always" : "at-level");
  },
});
