import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { encodeValue } from "../../../src/core/cells/cell-value";
import { rowKey } from "../../../src/core/cells/row-key";
import type { CellValue, LiveCell, ValueType } from "../../../src/core/model";
import type { ObservedTable } from "../../../src/core/schema/declaration";
import {
  baseOf,
  baseOfTable,
  isUnchanged,
  readBases,
  sensitiveBaseOf,
  writeBases,
  type TableBase,
} from "../../../src/file/pull/base";
import { pullFile, type FileTexts, type PulledFile } from "../../../src/file/pull/pull-file";
import { parseTableFile, type ParsedTableFile } from "../../../src/file/read/parse-table-file";

/** A table as plain data: key → column → value. */
type Sheet = Readonly<Record<string, Readonly<Record<string, CellValue>>>>;

const types: Readonly<Record<string, ValueType>> = { Text: "TEXT", Size: "NUMBER", Open: "BOOLEAN", Days: "TEXT_LIST" };
const columnNames = Object.keys(types);
const digest = (text: string) => createHash("sha256").update(text).digest("base64url").slice(0, 12);

const observed: ObservedTable = {
  dataTableId: "t",
  arn: "arn",
  name: "Hours",
  timeZone: "UTC",
  lockLevel: "VALUE",
  tags: {},
  lockVersion: {},
  attributes: [
    { name: "K", valueType: "TEXT", primary: true },
    ...columnNames.map((name) => ({ name, valueType: types[name] ?? ("TEXT" as const), primary: false })),
  ],
};

/** By what a service shows that a cell was written: its lock version, the time, or both. */
type Witness = "lock version" | "time" | "both";

interface LiveForm {
  readonly time?: string;
  readonly witness?: Witness;
  /** What was live before: a cell with another value has another lock version and time, and so have those that were written again. */
  readonly before?: Sheet;
  readonly rewritten?: (key: string, column: string) => boolean;
}

function liveOf(sheet: Sheet, form: LiveForm = {}): LiveCell[] {
  const { time = "2026-01-01T00:00:00.000Z", witness = "both", before = sheet, rewritten = () => false } = form;
  return Object.entries(sheet).flatMap(([key, row]) =>
    Object.entries(row).map(([attribute, value]): LiveCell => {
      const isNew = JSON.stringify(before[key]?.[attribute]) !== JSON.stringify(value) || rewritten(key, attribute);
      return {
        rowKey: rowKey({ K: key }),
        attribute,
        primaryValues: { K: key },
        valueType: types[attribute] ?? "TEXT",
        value: encodeValue(value, types[attribute] ?? "TEXT"),
        lockVersion: witness === "time" ? {} : { Value: isNew ? "2" : "1", DataTable: "t" },
        lastModifiedTime: isNew && witness !== "lock version" ? "2026-02-02T00:00:00.000Z" : time,
      };
    }),
  );
}

const head = `# opening hours; ask the team before changing
name: Hours
timeZone: UTC
ownership: declared # ours only
columns:
  K: { type: TEXT, primary: true } # the key
  Text: TEXT
  Size: NUMBER
  Open: BOOLEAN
  Days: TEXT_LIST
ignore: { rows: ["TEST-*"] }
`;

const headOf = (sensitive: readonly string[]) =>
  sensitive.length === 0 ? head : `${head}sensitive: [${sensitive.join(", ")}] # not for logs\n`;

/** Each row in a manner of its own, by its key: flow or block, lists in line or item by item, a comment above and beside it. */
function yamlOf(sheet: Sheet, sensitive: readonly string[] = []): string {
  const head = headOf(sensitive);
  const rows = Object.entries(sheet).map(([key, row]) => {
    const manner = key.charCodeAt(0) % 3;
    const text = (value: CellValue) => JSON.stringify(value).replaceAll("\u00a0", "\\u00a0");
    const cells = Object.entries(row).map(([name, value]) => [name, text(value)] as const);
    if (manner === 0)
      return `  # above ${text(key)}\n  - { K: ${text(key)}, ${cells.map(([n, v]) => `${n}: ${v}`).join(", ")} } # beside ${text(key)}\n`;
    const lines = cells.map(([name, value]) => {
      const list = row[name];
      if (manner === 1 || !Array.isArray(list) || list.length === 0)
        return `    ${name}: ${value} # ${name} of ${text(key)}\n`;
      return `    ${name}:\n${list.map((item: string | number) => `      - ${JSON.stringify(item)} # day\n`).join("")}`;
    });
    return `  # above ${text(key)}\n  - K: ${text(key)} # beside ${text(key)}\n${lines.join("")}\n`;
  });
  return rows.length === 0 ? `${head}rows: []\n` : `${head}rows:\n${rows.join("")}# the end\n`;
}

const csvHeadOf = (sensitive: readonly string[]) =>
  `${headOf(sensitive)}csv: { separator: ";", listSeparator: "|", decimalComma: true, trueWords: [WAHR], falseWords: [FALSCH], omitColumns: [Remark] }\nrowsFrom: hours.csv\n`;

/** As a spreadsheet writes it, with a column for people. */
function csvOf(sheet: Sheet): string {
  const quote = (text: string) => (/[";\n]|^\s|\s$|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const cell = (name: string, value: CellValue | undefined) => {
    if (value === undefined) return "";
    if (typeof value === "boolean") return value ? "WAHR" : "FALSCH";
    if (Array.isArray(value)) return quote(JSON.stringify(value));
    return name === "Size" ? `${value as number}`.replace(".", ",") : quote(value as string);
  };
  const lines = Object.entries(sheet).map(([key, row]) =>
    [quote(key), "remark", ...columnNames.map((name) => cell(name, row[name]))].join(";"),
  );
  return ["K;Remark;Text;Size;Open;Days", ...lines, ""].join("\r\n");
}

const reader = ({ yaml, csv = "" }: FileTexts, isOpen = false): ParsedTableFile =>
  parseTableFile(
    yaml,
    "hours.yaml",
    () => ({ file: "hours.csv", text: csv }),
    isOpen ? { open: "all" } : { values: variables },
  );

const variables = { queue: "arn:aws:connect:eu-central-1:1:queue/prod" };

function pull(
  texts: FileTexts,
  live: Sheet | readonly LiveCell[],
  base: TableBase | undefined,
  force = false,
): PulledFile {
  const { table, source, problems } = reader(texts);
  assert.ok(table && source, JSON.stringify(problems));
  const cells = Array.isArray(live) ? (live as readonly LiveCell[]) : liveOf(live as Sheet);
  const input = {
    observed,
    live: cells,
    ...(base && { base }),
    digest,
    force,
    texts,
    read: reader,
    variables,
    from: "i/t",
  };
  return pullFile(table, source, input);
}

const baseFor = (sheet: Sheet) => baseOfTable(liveOf(sheet), digest);

/** The base that a pull notes when file and table agree. */
function agreedBase(sheet: Sheet, sensitive: readonly string[], witness: Witness): TableBase {
  const rows = new Map<string, Map<string, string>>();
  for (const cell of liveOf(sheet, { witness })) {
    const row = rows.get(cell.rowKey) ?? new Map<string, string>();
    const isSensitive = sensitive.includes(cell.attribute);
    const base = isSensitive ? sensitiveBaseOf(cell, "VALUE") : baseOf(cell, cell.valueType, digest);
    rows.set(cell.rowKey, row.set(cell.attribute, base));
  }
  return rows;
}

function sheetOf(texts: FileTexts): Record<string, Record<string, CellValue>> {
  const { table, problems } = reader(texts);
  assert.deepEqual(
    problems.filter(({ code }) => code !== "UNSEEN_CHARACTERS"),
    [],
    texts.yaml + (texts.csv ?? ""),
  );
  return Object.fromEntries(
    (table?.values.rows ?? []).map(({ K, ...row }) => [String(K as string), row as Record<string, CellValue>]),
  );
}

/** Three sheets, and what is known of them. */
interface Triple {
  readonly base: Sheet;
  readonly file: Sheet;
  readonly live: Sheet;
  readonly sensitive: readonly string[];
  readonly witness: Witness;
  /** Cells that were written live again with the value that they had. */
  readonly rewritten: (key: string, column: string) => boolean;
}

/**
 * What should come out, cell by cell, from the sheets alone. What the file had in a sensitive column is not recorded, except that it had nothing:
 * a cell that was written live is in conflict with another value in the file, whether that is new or not.
 */
function merged({ base, file, live, sensitive, rewritten }: Triple) {
  const result: Record<string, Record<string, CellValue>> = {};
  const conflicts: string[] = [];
  for (const key of new Set([...Object.keys(base), ...Object.keys(file), ...Object.keys(live)])) {
    for (const name of columnNames) {
      const [b, f, l] = [base, file, live].map((sheet) => JSON.stringify(sheet[key]?.[name]));
      const isSecret = sensitive.includes(name);
      const isMine = b === l && !(isSecret && l !== undefined && rewritten(key, name));
      const isTheirs = b === f && !(isSecret && f !== undefined);
      if (f !== l && !isMine && !isTheirs) conflicts.push(`${rowKey({ K: key })}/${name}`);
      const value = f !== l && !isMine && isTheirs ? live[key]?.[name] : file[key]?.[name];
      if (value !== undefined) (result[key] ??= {})[name] = value;
    }
  }
  return { result, conflicts };
}

const value = (name: string): fc.Arbitrary<CellValue> => {
  switch (name) {
    case "Text":
      return fc
        .oneof(
          fc.constantFrom("09:00", "no", 'say "hi"; now', "it's", "# none", " a ", "1"),
          fc.string({ maxLength: 6 }),
        )
        .filter((text) => !/^[={]/.test(text) && !/[\p{Cc}\p{Cf}]/u.test(text));
    case "Size":
      return fc.constantFrom(0, 1, 2.5, -3, 1234567);
    case "Open":
      return fc.boolean();
    default:
      return fc.array(fc.constantFrom("Mo", "Di", "Mi", "a|b", "x y"), { maxLength: 4 });
  }
};

const row = fc
  .record(Object.fromEntries(columnNames.map((name) => [name, fc.option(value(name), { nil: undefined, freq: 4 })])))
  .map(
    (cells) =>
      Object.fromEntries(Object.entries(cells).filter(([, one]) => one !== undefined)) as Record<string, CellValue>,
  );

const sheet: fc.Arbitrary<Sheet> = fc
  .dictionary(fc.constantFrom("a", "b", "c", "d", "e", "f", "Köln", "x | y", "8\u00a0h\nspät"), row, {
    maxKeys: 6,
    noNullPrototype: true,
  })
  .map((rows) => Object.fromEntries(Object.entries(rows).filter(([, cells]) => Object.keys(cells).length > 0)));

/** A sheet after some edits of somebody's: cells changed, added and removed, rows added and removed. */
const edited = (from: Sheet): fc.Arbitrary<Sheet> =>
  fc
    .tuple(sheet, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }))
    .map(([other, dice]) => {
      let next = 0;
      const result: Record<string, Record<string, CellValue>> = {};
      for (const key of new Set([...Object.keys(from), ...Object.keys(other)])) {
        const isKept = (dice[next++ % 40] ?? 0) < 0.85;
        for (const name of columnNames) {
          const source = (dice[next++ % 40] ?? 0) < 0.7 ? from : other;
          const one = isKept ? source[key]?.[name] : other[key]?.[name];
          if (one !== undefined) (result[key] ??= {})[name] = one;
        }
      }
      return result;
    });

const triple: fc.Arbitrary<Triple> = sheet.chain((base) =>
  fc.record({
    base: fc.constant(base),
    file: edited(base),
    live: edited(base),
    sensitive: fc.subarray(columnNames),
    witness: fc.constantFrom<Witness>("lock version", "time", "both"),
    rewritten: fc.func(fc.nat(9)).map((dice) => (key: string, column: string) => dice(key, column) === 0),
  }),
);

function checkTriple(triple: Triple, texts: FileTexts): PulledFile {
  const { base, live, sensitive, witness, rewritten } = triple;
  const { result, conflicts } = merged(triple);
  const cells = liveOf(live, { witness, before: base, rewritten });
  const first = pull(texts, cells, agreedBase(base, sensitive, witness));
  const shown = `${texts.yaml}${texts.csv ?? ""}\n---\n${first.texts.yaml}${first.texts.csv ?? ""}\n${JSON.stringify(live)}`;
  assert.deepEqual(
    first.left.map(({ rowKey: key, attribute, why }) => `${key}/${attribute} ${why}`).sort(),
    conflicts.map((cell) => `${cell} conflict`).sort(),
    shown,
  );
  assert.deepEqual(sheetOf(first.texts), result, shown);
  const second = pull(first.texts, cells, readBases(writeBases(new Map([["i/t", first.base]])))?.get("i/t"));
  assert.deepEqual(second.texts, first.texts, "a second pull changes no byte");
  assert.deepEqual(second.left.length, first.left.length, shown);
  for (const row of first.base.values())
    for (const [column, cell] of row) assert.equal(/^@/.test(cell), sensitive.includes(column), "no digest, no value");
  return first;
}

describe("a pull", () => {
  it("of YAML: all live edits in, all own edits and comments kept, conflicts where both changed (300 random triples)", () => {
    fc.assert(
      fc.property(triple, (one) => {
        const first = checkTriple(one, { yaml: yamlOf(one.file, one.sensitive) });
        const kept = Object.keys(sheetOf(first.texts));
        for (const key of Object.keys(one.file)) {
          if (!kept.includes(key)) continue;
          for (const place of ["above", "beside"])
            assert.ok(
              first.texts.yaml.includes(`# ${place} ${JSON.stringify(key).replaceAll("\u00a0", "\\u00a0")}`),
              `${place} ${key}`,
            );
        }
        assert.ok(first.texts.yaml.startsWith(headOf(one.sensitive)), "the settings are as they were");
        assert.deepEqual(
          reader(first.texts).problems.filter(({ column }) => column === "K"),
          [],
          first.texts.yaml,
        );
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it("of CSV: the same, and lines that did not change are as they were (300 random triples)", () => {
    fc.assert(
      fc.property(triple, (one) => {
        const { file } = one;
        const csvHead = csvHeadOf(one.sensitive);
        const first = checkTriple(one, { yaml: csvHead, csv: csvOf(file) });
        const { result } = merged(one);
        const lines = new Set(first.texts.csv?.split("\r\n"));
        for (const [index, key] of Object.keys(file).entries()) {
          const line = csvOf(file).split("\r\n")[index + 1] ?? "";
          if (JSON.stringify(result[key]) === JSON.stringify(file[key])) assert.ok(lines.has(line), line);
        }
        assert.equal(first.texts.yaml, csvHead);
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it("without a base takes every difference for a conflict; --force takes what is live", () => {
    const [file, live] = [
      { a: { Text: "1", Size: 1 }, b: { Text: "2" } },
      { a: { Text: "x", Size: 1 }, c: { Text: "3" } },
    ] as const;
    const texts = { yaml: yamlOf(file) };
    const first = pull(texts, live, undefined);
    assert.deepEqual(first.texts, texts);
    assert.equal(first.left.length, 3);
    assert.equal(pull(texts, live, first.base).left.length, 3, "what never agreed is not taken for new or gone later");
    const forced = pull(texts, live, first.base, true);
    assert.deepEqual([forced.left, sheetOf(forced.texts)], [[], live]);
  });

  it("puts new rows where the file's order says, and at the end where it has none", () => {
    const order = (keys: readonly string[]) => {
      const file = Object.fromEntries(keys.map((key) => [key, { Text: "x" }]));
      const { texts } = pull({ yaml: yamlOf(file) }, { ...file, bb: { Text: "y" } }, baseFor(file));
      return Object.keys(sheetOf(texts));
    };
    assert.deepEqual(order(["a", "b", "c"]), ["a", "b", "bb", "c"]);
    assert.deepEqual(order(["c", "b", "a"]), ["c", "bb", "b", "a"]);
    assert.deepEqual(order(["c", "a", "d"]), ["c", "a", "d", "bb"]);
    assert.deepEqual(order([]), ["bb"]);
  });

  it("keeps variables, and writes a new value with those that it knows", () => {
    const declared = head.replace("columns:", "variables:\n  queue: { description: The queue }\ncolumns:");
    const yaml = `${declared}rows:\n  - { K: a, Text: "\${queue}" } # its queue\n  - { K: b, Text: "x" }\n`;
    const base = baseFor({ a: { Text: variables.queue }, b: { Text: "x" } });
    const { texts } = pull(
      { yaml },
      { a: { Text: variables.queue }, b: { Text: `to ${variables.queue}!`, Size: 2 } },
      base,
    );
    assert.equal(texts.yaml, yaml.replace('Text: "x"', 'Text: "to ${queue}!", Size: 2'));
  });

  it("of a sensitive column: its lock version tells whether the table changed; what the file had is not recorded", () => {
    const sheet = { a: { Text: "4711" }, b: { Text: "1" } };
    const textsOf = (one: Sheet) => ({ yaml: yamlOf(one, ["Text"]) });
    const { base } = pull(textsOf(sheet), sheet, undefined);
    assert.deepEqual(base, agreedBase(sheet, ["Text"], "both"));
    assert.doesNotMatch(writeBases(new Map([["i/t", base]])), /4711/);
    assert.deepEqual(
      [...base.values()].flatMap((cells) => [...cells.values()]),
      Array(2).fill("@2026-01-01T00:00:00.000Z Value 1"),
    );
    assert.deepEqual(
      pull(textsOf({ ...sheet, a: { Text: "0815" } }), sheet, base).plan.cells.map(({ kind }) => kind),
      ["mine"],
    );
    const live = liveOf({ ...sheet, a: { Text: "9999" } }, { before: sheet });
    assert.deepEqual(
      pull(textsOf(sheet), live, base).left.map(({ rowKey: key, why }) => [key, why]),
      [["a", "conflict"]],
    );
    assert.deepEqual(pull(textsOf({ a: { Text: "9999" }, b: { Text: "1" } }), live, base).left, []);
  });

  it("of a sensitive column that has only the version of its row: an equal one says unchanged, another one nothing", () => {
    const cell = (lockVersion: LiveCell["lockVersion"], lastModifiedTime?: string): LiveCell => ({
      ...(liveOf({ a: { Text: "x" } })[0] as LiveCell),
      lockVersion,
      lastModifiedTime,
    });
    const base = sensitiveBaseOf(
      cell({ PrimaryValues: "r 1", DataTable: "t" }, "2026-01-01T00:00:00Z"),
      "PRIMARY_VALUE",
    );
    assert.equal(base, "@2026-01-01T00:00:00Z PrimaryValues r 1");
    const unchanged = (...live: Parameters<typeof cell>) => isUnchanged(base, cell(...live), "PRIMARY_VALUE");
    assert.deepEqual(
      [
        unchanged({ PrimaryValues: "r 1" }),
        unchanged({ PrimaryValues: "r 2" }, "2026-01-01T00:00:00Z"),
        unchanged({ PrimaryValues: "r 2" }, "2026-02-02T00:00:00Z"),
        unchanged({ DataTable: "t" }),
        unchanged({}),
        isUnchanged("@", cell({}), "NONE"),
        isUnchanged("@2026-01-01T00:00:00Z", cell({ Value: "1" }, "2026-01-01T00:00:00Z"), "VALUE"),
      ],
      [true, true, false, false, false, false, true],
    );
  });

  it("forgets the digest of a column that has become sensitive, also where file and table do not agree", () => {
    const sheet = { a: { Text: "1" }, b: { Text: "2" } };
    const live = { a: { Text: "3" }, b: { Text: "2" } };
    const pulled = pull({ yaml: yamlOf({ ...sheet, a: { Text: "4" } }, ["Text"]) }, live, baseFor(sheet));
    assert.deepEqual(
      [...pulled.base.values()].flatMap((cells) => [...cells.values()]),
      ["?", "@2026-01-01T00:00:00.000Z Value 1"],
    );
  });

  it("adds a row of any length to a list that is written in one line", () => {
    const yaml = `${head}rows: [{ K: a, Text: x }]\n`;
    const long = { K: "b", Text: "x".repeat(200) };
    const { texts } = pull({ yaml }, { a: { Text: "x" }, b: { Text: long.Text } }, baseFor({ a: { Text: "x" } }));
    assert.equal(texts.yaml, yaml.replace(" }]", ` }, { K: b, Text: ${long.Text} }]`));
  });

  it("does not touch ignored rows, released cells and columns that the file does not have", () => {
    const yaml = `${head}rows:\n  - { K: a, Text: null, Size: 1 }\n`;
    const extra = {
      ...observed,
      attributes: [...observed.attributes, { name: "Other", valueType: "TEXT" as const, primary: false }],
    };
    const { table, source } = reader({ yaml });
    assert.ok(table && source);
    const live = liveOf({ a: { Text: "x", Size: 1, Other: "y" }, "TEST-1": { Text: "x" } });
    const input = {
      observed: extra,
      live,
      base: baseFor({ a: { Size: 1 } }),
      digest,
      force: false,
      texts: { yaml },
      read: reader,
      variables,
      from: "i/t",
    };
    assert.equal(pullFile(table, source, input).texts.yaml, yaml);
  });

  it("renews the consent of an export of this very table once nothing is in conflict", () => {
    const yaml = `${head}exported: { at: "2025-01-01T00:00:00Z", from: i/t } # by export\nrows:\n  - { K: a, Text: "x" }\n`;
    const { texts } = pull({ yaml }, { a: { Text: "y" } }, baseFor({ a: { Text: "x" } }));
    assert.equal(texts.yaml, yaml.replace("2025-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z").replace('"x"', '"y"'));
    const other = yaml.replace("i/t", "i/u");
    assert.equal(
      pull({ yaml: other }, { a: { Text: "y" } }, baseFor({ a: { Text: "x" } })).texts.yaml,
      other.replace('"x"', '"y"'),
    );
  });
});
