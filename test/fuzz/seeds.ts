/** The real files that are mutated: examples, tables with every feature, state of every version. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** A table that uses everything that the format has. */
const everything = `name: StoreHours
description: all of it
timeZone: Europe/Berlin
lockLevel: VALUE
tags: { team: cc }
columns:
  Store: { type: TEXT, primary: true, validation: { ignoreCase: true } }
  Opens: { type: TEXT, validation: { maxLength: 5, enum: { strict: true, values: ["09:00", "10:00"] } } }
  Seats: { type: NUMBER, renamedFrom: Places, validation: { minimum: 0, multipleOf: 0.5 } }
  Channels: TEXT_LIST
ignore: { rows: ["T*"], columns: [Note] }
sensitive: [Opens]
moved: [{ from: { Store: a }, to: { Store: b } }]
guard: { maxUpdatePercent: 30, allowEmpty: true }
csv: { separator: ";" }
defaults: &d { Opens: "09:00", Channels: [] }
rows:
  - { Store: Berlin, Opens: &o "09:00", Seats: 12, Channels: [VOICE, CHAT] }
  - Store: Paris
    Opens: *o
    Seats: { expression: "=1" }
    Channels: ~
rowsFrom: rows.csv
`;

/** A CSV file in which every kind of field occurs. */
const csv =
  'Store;Opens;Seats;Channels\r\nRome;"10:00";3;"[""VOICE""]"\r\n"Wi""en";;4;\r\n"two\nlines";=NOW();"1.0";[]\r\n';

/** Files of the repository with this ending below a folder. */
function files(folder: string, ending: string): Uint8Array[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(ending) && !name.includes("node_modules"))
    .sort()
    .map((name) => Uint8Array.from(readFileSync(join(root, folder, name))));
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** By the reader that they are for. */
export const seeds = {
  yaml: [bytes(everything), ...files("examples", ".yaml")],
  csv: [bytes(csv), ...files("examples", ".csv")],
  /** A YAML file whose rows come from the CSV file that is fuzzed. */
  csvTable: everything,
  state: files("test/fixtures", ".json"),
  preview: files("test/unit/report/fixtures", ".json"),
  text: ["Berlin", "Berlin | DE", "a \\| b | c\\\\", "\\default", "\\__proto__", "", " | ", "\\"].map(bytes),
};
