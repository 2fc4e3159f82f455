import { decided, experiment, surprise, undecided } from "../../experiment";
import type { Lock } from "../../lab/cell";
import type { Reply } from "../../service/ports";

/** Answers to a change of keys with no part, with the Value part, and with the PrimaryValues part where that is shown. */
type Seen = readonly (Reply | undefined)[];

/** The lock version that a change of keys has to carry. */
export const lockOnPrimaryUpdate = experiment<Seen>({
  name: "lockOnPrimaryUpdate",
  question: "Which lock version has a change of a row's keys to carry?",
  steps:
    "At lock level VALUE, changes a key with `{}`; where that is refused, with the Value part of a cell, and then with all parts that are shown.",
  reading: "`{}` accepted: unchecked; the Value part accepted: any-part; refused: record-part.",
  undecided: "The refusal says that the version is outdated.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    await table.setLevel("VALUE");
    const lock = await table.lock(row, "Text");
    const attempts: readonly Lock[] = [{}, { Value: lock.Value }, lock];
    const seen: Reply[] = [];
    for (const attempt of attempts) {
      if (seen.some(({ kind }) => kind === "answer")) break;
      seen.push(await table.rekey(row, lab.row(), attempt));
    }
    return seen;
  },
  read: ([empty, value, all]) => {
    if (empty?.kind === "answer") return decided("unchecked");
    if (value?.kind === "answer") return decided("any-part");
    if (value?.type === "ConflictException") return undecided("the Value part of a cell is answered as outdated");
    if (all?.kind === "answer" || all?.type === value?.type) return decided("record-part");
    return surprise(`the change of a key is refused with ${all?.type ?? "nothing"}`);
  },
});
