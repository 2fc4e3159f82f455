/** What is fuzzed: each target takes bytes and ends with a value or an `Error`. What it returns is searched for foreign prototypes. */
import { join } from "node:path";
import { LockChain } from "../../src/core/apply/lock-chain";
import { lockLevels, type LockVersion } from "../../src/core/model";
import { parseRowKey, rowKey } from "../../src/core/cells/row-key";
import { decodeText } from "../../src/file/read/decode-text";
import { loadTableText } from "../../src/file/read/load-table-file";
import { parseTableFile, type ParsedTableFile } from "../../src/file/read/parse-table-file";
import { diffTable } from "../../src/provider/table/diff";
import { recordedTable, tableStateProblem } from "../../src/provider/table/state";
import { decodeRowLocks, encodeLockVersions, encodeRowLocks } from "../../src/provider/values/state/lock-versions";
import { diffValues } from "../../src/provider/values/diff";
import { ownedCells, stateProblem } from "../../src/provider/values/state/state";
import { reportPreview } from "../../src/report/preview/from-preview";
import { seeds } from "./seeds";

/** One target. `total`: it never throws at all. */
export interface Target {
  readonly seeds: readonly Uint8Array[];
  readonly total: boolean;
  /** Set where the seeds are JSON: half of the inputs are changed in structure, so that they still parse. */
  readonly json?: boolean;
  readonly run: (bytes: Uint8Array) => unknown;
}

const folder = join(__dirname, "..", "..", "examples", "csv-table", "tables");
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** By name. */
export const targets: Readonly<Record<string, Target>> = {
  yaml: { seeds: seeds.yaml, total: true, run: (bytes) => content(loadTableText(bytes, "table.yaml", folder)) },
  csv: {
    seeds: seeds.csv,
    total: true,
    run: (bytes) =>
      content(
        parseTableFile(seeds.csvTable, "table.yaml", (path) => {
          const read = decodeText(bytes, path);
          return "problem" in read ? read : { file: path, text: read.text };
        }),
      ),
  },
  "row keys": { seeds: seeds.text, total: true, run: rowKeys },
  "lock versions": { seeds: seeds.text, total: true, run: lockVersions },
  "a row's lock versions": { seeds: seeds.text, total: true, run: rowLocks },
  "state of values": {
    seeds: seeds.state,
    total: false,
    json: true,
    run: (bytes) => valuesState(JSON.parse(text(bytes))),
  },
  "state of a table": {
    seeds: seeds.state,
    total: false,
    json: true,
    run: (bytes) => tableState(JSON.parse(text(bytes))),
  },
  "preview for a report": { seeds: seeds.preview, total: true, json: true, run: (bytes) => reportPreview(text(bytes)) },
};

/** What was read, without the nodes of the text that an editor of the file works on. */
function content({ table, problems }: ParsedTableFile): unknown {
  return { table, problems };
}

/** Whatever the text: what it is read as makes a key that is read as the same; two values in one key come back as they were. */
function rowKeys(bytes: Uint8Array): unknown {
  const key = text(bytes);
  const read = [[], ["A"], ["B", "A"], ["__proto__", "constructor"]].map((names) => parseRowKey(key, names));
  const [, one, two] = read;
  for (const values of [one, two]) {
    if (!values) continue;
    same(parseRowKey(rowKey(values), Object.keys(values)), values);
  }
  const [a, b] = [key.slice(0, key.length / 2), key.slice(key.length / 2)];
  same(parseRowKey(rowKey({ A: a, B: b }), ["A", "B"]), { A: a, B: b });
  return read;
}

/** The bytes are steps: observe, write, bring forward. Versions are few, so that circles occur. */
function lockVersions(bytes: Uint8Array): unknown {
  const chain = new LockChain();
  const version = (byte: number): LockVersion => ({
    ...(byte & 1 && { DataTable: String(byte % 7) }),
    ...(byte & 2 && { Attribute: String(byte % 5) }),
    ...(byte & 4 && { PrimaryValues: String(byte % 3) }),
    ...(byte & 8 && { Value: String(byte % 11) }),
  });
  return Array.from(bytes.slice(0, 500)).map((byte, index) => {
    const [next = 0, cell] = [bytes[index + 1], { rowKey: String(byte % 3), attribute: String(byte % 2) }];
    if (byte % 3 === 0) chain.observe(cell, version(next));
    else if (byte % 3 === 1) chain.wrote(cell, version(byte), version(next));
    const level = lockLevels[next % lockLevels.length];
    const forward = chain.forward(cell, version(next), level);
    same(Object.keys(forward.version).sort(), Object.keys(version(next)).sort());
    return [
      forward,
      chain.latest(cell, version(next), level),
      chain.around(cell, ["DataTable", "Attribute", "PrimaryValues"]),
    ];
  });
}

function rowLocks(bytes: Uint8Array): unknown {
  const parts = text(bytes).split("e");
  const cells = new Map(parts.map((part, index) => [`C${index}`, part === "n" ? undefined : part]));
  const encoded = encodeRowLocks(parts[0], cells);
  const decoded = decodeRowLocks(encoded ?? text(bytes), [...cells.keys()]);
  if (encoded !== undefined) same(decoded.versions, [...cells.values()]);
  return decoded;
}

function valuesState(state: unknown): unknown {
  const { inputs = {}, outputs = {} } = (state ?? {}) as { inputs?: object; outputs?: object };
  const recorded = outputs as Parameters<typeof ownedCells>[0];
  const problem = stateProblem(recorded);
  const owned = [...ownedCells(recorded)];
  return [problem, owned, encodeLockVersions(owned), diffValues(recorded, inputs as Parameters<typeof diffValues>[1])];
}

function tableState(state: unknown): unknown {
  const { inputs = {}, outputs = {} } = (state ?? {}) as { inputs?: object; outputs?: object };
  const recorded = outputs as Parameters<typeof recordedTable>[0];
  return [
    tableStateProblem(recorded),
    recordedTable(recorded),
    diffTable(recorded, inputs as Parameters<typeof diffTable>[1]),
  ];
}

function same(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`FUZZ: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
  }
}
