import { decided, experiment, surprise } from "../../experiment";
import type { Lock } from "../../lab/cell";

/** The parts that reads show, told by those at level PRIMARY_VALUE and at level ATTRIBUTE. */
const known: Readonly<Record<string, string>> = {
  "Attribute,DataTable,PrimaryValues,Value": "all",
  PrimaryValues: "level",
  "PrimaryValues,Value": "level-and-value",
  Attribute: "level",
  "Attribute,Value": "level-and-value",
};

const names = (lock: Lock): string => Object.keys(lock).sort().join(",");

/** The parts of a lock version that reads show. */
export const lockPartsInReads = experiment<readonly string[]>({
  name: "lockPartsInReads",
  question: "Which parts of a lock version do reads show?",
  steps: "Describes a cell at lock level PRIMARY_VALUE and at ATTRIBUTE.",
  reading: "All four parts; the part of the level; or that and the Value part. Both levels must agree.",
  undecided: "Never.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    await table.setLevel("PRIMARY_VALUE");
    const first = await table.lock(row, "Text");
    await table.setLevel("ATTRIBUTE");
    return [names(first), names(await table.lock(row, "Text"))];
  },
  read: ([record = "", attribute = ""]) => {
    const [first, second] = [known[record], known[attribute]];
    return first !== undefined && first === second
      ? decided(first)
      : surprise(`PRIMARY_VALUE shows ${record || "none"}, ATTRIBUTE ${attribute || "none"}`);
  },
});
