import { decided, experiment, giveUp, surprise } from "../../experiment";
import { isDone, lockOf } from "../../lab/cell";

const known: Readonly<Record<string, string>> = {
  "Attribute,DataTable,PrimaryValues,Value": "all",
  PrimaryValues: "level",
  "PrimaryValues,Value": "level-and-value",
  Value: "value",
  "": "none",
};

/** The parts of a lock version that writes answer. */
export const lockPartsInWrites = experiment<string>({
  name: "lockPartsInWrites",
  question: "Which parts of a lock version do the answers of writes show?",
  steps: "Creates the first cell of a new row at lock level PRIMARY_VALUE.",
  reading: "All four parts; the part of the level; that and the Value part; the Value part; or none.",
  undecided: "The create is refused.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    await table.setLevel("PRIMARY_VALUE");
    const [outcome] = await table.create({ row: lab.row(), column: "Text" });
    if (!isDone(outcome)) giveUp("the first cell of a row is refused without a lock version");
    return Object.keys(lockOf(outcome)).sort().join(",");
  },
  read: (parts) => {
    const value = known[parts];
    return value === undefined ? surprise(`the answer shows ${parts}`) : decided(value);
  },
});
