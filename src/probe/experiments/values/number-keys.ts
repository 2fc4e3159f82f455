import { decided, experiment, giveUp } from "../../experiment";
import { isDone } from "../../lab/cell";
import { listAll } from "../../lab/lists";
import { rowOf } from "../../lab/table";

/** Two spellings of one number, that stay two texts whatever is cut from them. */
const pairs = [
  ["1", "1.0"],
  ["100000000000000000000000", "1e23"],
] as const;

/** Whether `1` and `1.0` are one key. */
export const numberKeys = experiment<boolean>({
  name: "numberKeys",
  question: "Are `1` and `1.0` one key of a NUMBER column?",
  steps:
    "Creates rows `1` and `1.0` with a value in the same column; where keys are respelled, `1e23` and the same number in digits.",
  reading: "Two rows: as-text. The second create is refused: as-number.",
  undecided: "The first spelling is refused.",
  tables: ["numbers"],
  observe: async (lab) => {
    const table = await lab.table("numbers");
    const isRespelled = lab.known("normaliseKeys") === true && lab.known("canonicalNumbers") === true;
    const [first, second] = pairs[isRespelled ? 1 : 0];
    if (!isDone((await table.create({ row: first, column: "Text" }))[0])) giveUp("a number is refused as a key");
    const before = (await listAll(table, "ListDataTablePrimaryValues")).map(rowOf).length;
    const [outcome] = await table.create({ row: second, column: "Text" });
    return isDone(outcome) && (await listAll(table, "ListDataTablePrimaryValues")).length > before;
  },
  read: (areTwo) => decided(areTwo ? "as-text" : "as-number"),
});
