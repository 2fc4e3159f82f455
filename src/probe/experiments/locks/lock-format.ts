import { decided, experiment } from "../../experiment";
import { rowOfTwo } from "../two-items";

/** The form of a lock version. */
export const lockFormat = experiment<readonly string[]>({
  name: "lockFormat",
  question: "What form do lock versions have?",
  steps: "Describes two cells at lock level VALUE.",
  reading: "`counter` where every part is a whole number, else `opaque`.",
  undecided: "No part is shown.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const row = await rowOfTwo(lab, table);
    return [await table.lockPart(row, "Text", "Value"), await table.lockPart(row, "Other", "Value")];
  },
  read: (versions) => decided(versions.every((version) => /^\d+$/.test(version)) ? "counter" : "opaque"),
});
