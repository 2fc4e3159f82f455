import { decided, experiment, surprise } from "../../experiment";
import type { JsonObject } from "../../service/ports";

/** The members that tell when and where a value was changed. */
export const lastModified = experiment<JsonObject>({
  name: "lastModified",
  question: "Do reads tell when and in which Region a value was changed?",
  steps: "Describes a cell.",
  reading: "LastModifiedTime and LastModifiedRegion are both there, or both missing.",
  undecided: "Never.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    return table.entry(row, "Text");
  },
  read: ({ LastModifiedTime, LastModifiedRegion }) => {
    const [time, region] = [LastModifiedTime, LastModifiedRegion].map(
      (member) => member !== undefined && member !== null,
    );
    return time === region ? decided(time ? "present" : "absent") : surprise("only one of the two members is there");
  },
});
