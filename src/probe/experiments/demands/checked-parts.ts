import { decided, experiment, giveUp, surprise, type Reading } from "../../experiment";
import { isDone, lockIn, shortOutcome, type Outcome } from "../../lab/cell";
import type { Table } from "../../lab/table";
import type { JsonObject } from "../../service/ports";
import { isStale } from "../readings";
import { rowOfTwo } from "../two-items";

/** A good part of the level with a Value part of another cell; and with an Attribute part of another column. */
interface Seen {
  readonly value: Outcome | undefined;
  readonly attribute?: Outcome;
}

/** Which parts are compared. */
export const checkedParts = experiment<Seen>({
  name: "checkedParts",
  question: "Are parts of a lock version compared that the lock level does not go by?",
  steps:
    "At lock level PRIMARY_VALUE, updates a cell with its own PrimaryValues part and the Value part of another cell; where that is refused, with the Attribute part of another column instead.",
  reading: "The first accepted: level. Only the second accepted: level-and-value. Both outdated: sent.",
  undecided: "A part is not shown anywhere.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const row = await rowOfTwo(lab, table);
    const Value = await table.lockPart(row, "Other", "Value");
    await table.setLevel("PRIMARY_VALUE");
    const own = async () => ({ PrimaryValues: await table.lockPart(row, "Text", "PrimaryValues") });
    const item = { row, column: "Text", value: "changed" };
    const [value] = await table.update({ ...item, lock: { ...(await own()), Value } });
    if (isDone(value)) return { value };
    const Attribute = await attributeVersion(table, "Other");
    const [attribute] = await table.update({ ...item, lock: { ...(await own()), Attribute } });
    return { value, attribute };
  },
  read: readParts,
});

async function attributeVersion(table: Table, AttributeName: string): Promise<string> {
  const reply = await table.send("DescribeDataTableAttribute", { AttributeName });
  const attribute = reply.kind === "answer" ? (reply.body.Attribute as JsonObject) : undefined;
  return lockIn(attribute).Attribute ?? giveUp("a column shows no lock version");
}

function readParts({ value, attribute }: Seen): Reading {
  if (isDone(value)) return decided("level");
  if (!isStale(value)) return surprise(`a foreign Value part is answered with ${shortOutcome(value)}`);
  if (isDone(attribute)) return decided("level-and-value");
  return isStale(attribute)
    ? decided("sent")
    : surprise(`a foreign Attribute part is answered with ${shortOutcome(attribute)}`);
}
