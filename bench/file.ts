/**
 * `npm run bench:file`: how many rows a second the loader of table files reads and checks, as YAML and as CSV with its YAML, against the bare
 * parsers on the same text in the same run, and how the time grows with the number of rows.
 */
import { parse as parseCsvText } from "csv-parse/sync";
import { parseDocument } from "yaml";
import { parseTableFile } from "../src/file/read/parse-table-file";
import { measure } from "./measure";

const sizes = [1_000, 10_000];

const head = `name: Hours
valueQuota: 100000
columns:
  Store: { type: TEXT, primary: true }
  Opens: { type: TEXT, validation: { maxLength: 5 } }
  Seats: { type: NUMBER, validation: { minimum: 0 } }
  Open: BOOLEAN
  Channels: TEXT_LIST
`;

const cellsOf = (row: number) => [`Store ${row}`, "09:00", row, row % 2 === 0, '["VOICE","CHAT"]'] as const;

function csvText(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const [store, opens, seats, open, channels] = cellsOf(row);
    return `${store},${opens},${seats},${open},"${channels.replaceAll('"', '""')}"`;
  });
  return ["Store,Opens,Seats,Open,Channels", ...lines, ""].join("\n");
}

function yamlText(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const [store, opens, seats, open, channels] = cellsOf(row);
    return `  - { Store: ${store}, Opens: "${opens}", Seats: ${seats}, Open: ${open}, Channels: ${channels} }`;
  });
  return [head + "rows:", ...lines, ""].join("\n");
}

function load(text: string, csv = ""): void {
  const { problems } = parseTableFile(text, "table.yaml", () => ({ file: "rows.csv", text: csv }));
  if (problems.length > 0) throw new Error(problems[0]?.message);
}

/** What is compared, for one number of rows: loader and bare parser of each form. */
function candidatesOf(rows: number) {
  const [csv, yaml] = [csvText(rows), yamlText(rows)];
  return [
    { name: "CSV", run: () => load(`${head}rowsFrom: rows.csv\n`, csv) },
    { name: "csv-parse alone", run: () => parseCsvText(csv) as unknown },
    { name: "YAML", run: () => load(yaml) },
    { name: "yaml alone", run: () => parseDocument(yaml) },
  ];
}

function main(): void {
  // Compiled code is compared with compiled code.
  for (const { run } of candidatesOf(10_000)) for (let i = 0; i < 5; i++) run();
  const measured = sizes.map((rows) => measure(candidatesOf(rows), 9));
  const lines = sizes.flatMap((rows, size) =>
    [0, 2].map((kind) => {
      const at = (index: number, of = size) => measured[of]?.[index]?.median ?? NaN;
      const growth = size === 0 ? "" : `${(at(kind) / at(kind, size - 1)).toFixed(1)} ×`;
      const perSecond = Math.round(rows / (at(kind) / 1000) / 1000) * 1000;
      const cells = [rows.toLocaleString("en"), measured[size]?.[kind]?.name, perSecond.toLocaleString("en"), growth];
      return `| ${[...cells, (at(kind) / at(kind + 1)).toFixed(1)].join(" | ")} |`;
    }),
  );
  console.log(
    [
      "| rows | form | rows a second | growth | to the bare parser |",
      "| ---: | --- | ---: | ---: | ---: |",
      ...lines,
    ].join("\n"),
  );
}

main();
