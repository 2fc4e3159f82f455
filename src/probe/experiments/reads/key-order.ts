import { decided, experiment } from "../../experiment";
import { keysOf } from "../../lab/cell";
import { listAll } from "../../lab/lists";

/** So many that an order that looks random is never the declared one by chance. */
const rows = 16;

/** The order of entries in PrimaryValues. */
export const keyOrder = experiment<readonly string[]>({
  name: "keyOrder",
  question: "Are the entries of PrimaryValues in the order of the key columns?",
  steps: `Creates ${rows} rows in a table of two key columns, and lists the values and the keys.`,
  reading: "In every entry the first key column comes first, or not.",
  undecided: "Never.",
  tables: ["pairs"],
  observe: async (lab) => {
    const table = await lab.table("pairs");
    await table.prepare(...Array.from({ length: rows }, () => ({ row: lab.row(), column: "Text" })));
    const entries = [
      ...(await listAll(table, "ListDataTableValues")),
      ...(await listAll(table, "ListDataTablePrimaryValues")),
    ];
    return entries.map((entry) => Object.keys(keysOf(entry))[0] ?? "");
  },
  read: (first) => decided(first.every((name) => name === "Store") ? "declared" : "shuffled"),
});
