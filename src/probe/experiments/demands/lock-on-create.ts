import { decided, experiment, surprise } from "../../experiment";
import { isDone } from "../../lab/cell";

const levels = ["DATA_TABLE", "ATTRIBUTE", "PRIMARY_VALUE"] as const;

/** Creates without a lock version. */
export const lockOnCreate = experiment<readonly boolean[]>({
  name: "lockOnCreate",
  question: "At which lock levels has a create to carry a lock version?",
  steps:
    "At lock levels DATA_TABLE, ATTRIBUTE and PRIMARY_VALUE, creates a cell of a row that exists, without a lock version.",
  reading: "Accepted at all: optional; refused at DATA_TABLE only: data-table; refused at all three: coarse.",
  undecided: "Never.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const accepted: boolean[] = [];
    for (const level of levels) {
      const row = lab.row();
      await table.prepare({ row, column: "Text" });
      await table.setLevel(level);
      accepted.push(isDone((await table.create({ row, column: "Other" }))[0]));
    }
    return accepted;
  },
  read: (accepted) => {
    const values: Readonly<Record<string, string>> = {
      "true,true,true": "optional",
      "false,true,true": "data-table",
      "false,false,false": "coarse",
    };
    const value = values[accepted.join()];
    const refused = levels.filter((_, index) => !accepted[index]);
    return value === undefined ? surprise(`refused at ${refused.join(", ")}`) : decided(value);
  },
});
