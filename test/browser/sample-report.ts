/** A report with every kind of change, as a contact centre would meet it: for the picture and for the tests in a browser. */
import { tableContents, type ContentsCell } from "../../src/report/contents";
import { makeReport, makeTableReport, type CellChange, type Report, type ReportCell } from "../../src/report/report";

const value = (text: string | number | boolean | string[]) => ({ value: text });
const cell = (row: string, column: string): ReportCell => ({ row, key: { Store: row }, column, type: "TEXT" });

const changes: Omit<CellChange, "number">[] = [
  { kind: "update", ...cell("Berlin", "Opens"), before: value("09:00"), after: value("09:30") },
  { kind: "update", ...cell("Berlin", "Seats"), type: "NUMBER", before: value(8), after: value(12) },
  ...(["Opens", "Seats", "Channels"] as const).map((column, index): Omit<CellChange, "number"> => ({
    kind: "create",
    ...cell("Hamburg", column),
    after: value([["10:00"], 6, ["VOICE", "CHAT"]][index] as string[]),
  })),
  { kind: "create", ...cell("Paris", "Note"), after: value("Bastille Day: closed") },
  { kind: "release", ...cell("Lyon", "Opens"), before: value("08:30") },
  { kind: "update", ...cell("Oslo", "ApiKey"), before: { sensitive: true }, after: { sensitive: true } },
  { kind: "delete", ...cell("Rome", "Opens"), before: value("10:00") },
  { kind: "delete", ...cell("Rome", "Seats"), type: "NUMBER", before: value(4) },
];

const unchanged: ContentsCell[] = [
  ...["Berlin", "Bern", "Graz", "Lyon", "München", "Oslo", "Paris", "Wien", "Zürich"].flatMap((row, index) => [
    ...(["Berlin", "Lyon", "Paris", "Wien"].includes(row)
      ? []
      : [{ row, key: { Store: row }, column: "Opens", value: value("09:00") }]),
    ...(row === "Berlin" ? [] : [{ row, key: { Store: row }, column: "Seats", value: value(4 + index) }]),
    { row, key: { Store: row }, column: "Channels", value: value(index % 2 ? ["VOICE"] : ["VOICE", "CHAT"]) },
  ]),
];

/** One table with everything, and one warning. */
export function sampleReport(): Report {
  const names = ["Opens", "Seats", "Channels", "Note", "ApiKey"];
  const order = ["Berlin", "Bern", "Graz", "Hamburg", "Lyon", "München", "Oslo", "Paris", "Rome", "Wien", "Zürich"];
  const all = [...unchanged, ...changes.map(({ row, key, column }) => ({ row, key, column }))].sort(
    (a, b) => order.indexOf(a.row) - order.indexOf(b.row),
  );
  const table = makeTableReport({
    name: "StoreHours",
    operation: "update",
    settings: [{ kind: "update", path: "timeZone", before: "Europe/Berlin", after: "Europe/Paris" }],
    moves: [{ from: "Muenchen", to: "München" }],
    changes: changes.map((change, index) => ({ number: index + 1, ...change })),
    conflicts: [
      {
        kind: "edited",
        ...cell("Paris", "Opens"),
        recorded: value("08:00"),
        live: value("08:30"),
        desired: value("09:00"),
        lastModifiedTime: "2026-11-26T07:41:00Z",
        lastModifiedRegion: "eu-central-1",
      },
    ],
    drift: [{ ...cell("Wien", "Opens"), recorded: value("08:00"), live: value("08:15") }],
    contents: tableContents(all, [{ name: "Store", isKey: true }, ...names.map((name) => ({ name, isKey: false }))]),
  });
  const text =
    "1 cell differs from what state records (another writer, or an interrupted update); nothing was written.";
  return makeReport([table], [{ severity: "warning", table: "StoreHours", text }]);
}
