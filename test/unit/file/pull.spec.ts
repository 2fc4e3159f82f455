import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { encodeValue } from "../../../src/core/cells/cell-value";
import { rowKey } from "../../../src/core/cells/row-key";
import type { CellValue, LiveCell, ValueType } from "../../../src/core/model";
import type { ObservedTable } from "../../../src/core/schema/declaration";
import { baseOfTable, readBases, writeBases, type TableBase } from "../../../src/file/pull/base";
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

function liveOf(sheet: Sheet, time = "2026-01-01T00:00:00.000Z"): LiveCell[] {
  return Object.entries(sheet).flatMap(([key, row]) =>
    Object.entries(row).map(([attribute, value]) => ({
      rowKey: rowKey({ K: key }),
      attribute,
      primaryValues: { K: key },
      valueType: types[attribute] ?? "TEXT",
      value: encodeValue(value, types[attribute] ?? "TEXT"),
      lockVersion: {},
      lastModifiedTime: time,
    })),
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

/** Each row in a manner of its own, by its key: flow or block, lists in line or item by item, a comment above and beside it. */
function yamlOf(sheet: Sheet): string {
  const rows = Object.entries(sheet).map(([key, row]) => {
    const manner = key.charCodeAt(0) % 3;
    const text = (value: CellValue) => JSON.stringify(value);
    const cells = Object.entries(row).map(([name, value]) => [name, text(value)] as const);
    if (manner === 0)
      return `  # above ${key}\n  - { K: ${text(key)}, ${cells.map(([n, v]) => `${n}: ${v}`).join(", ")} } # beside ${key}\n`;
    const lines = cells.map(([name, value]) => {
      const list = row[name];
      if (manner === 1 || !Array.isArray(list) || list.length === 0)
        return `    ${name}: ${value} # ${name} of ${key}\n`;
      return `    ${name}:\n${list.map((item: string | number) => `      - ${JSON.stringify(item)} # day\n`).join("")}`;
    });
    return `  # above ${key}\n  - K: ${text(key)} # beside ${key}\n${lines.join("")}\n`;
  });
  return rows.length === 0 ? `${head}rows: []\n` : `${head}rows:\n${rows.join("")}# the end\n`;
}

const csvHead = `${head}csv: { separator: ";", listSeparator: "|", decimalComma: true, trueWords: [WAHR], falseWords: [FALSCH], omitColumns: [Remark] }\nrowsFrom: hours.csv\n`;

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

const baseFor = (sheet: Sheet, sensitive: readonly string[] = []) =>
  baseOfTable(liveOf(sheet), new Set(sensitive), digest);

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

/** What should come out, cell by cell, from the three texts alone. */
function merged(base: Sheet, file: Sheet, live: Sheet) {
  const result: Record<string, Record<string, CellValue>> = {};
  const conflicts: string[] = [];
  for (const key of new Set([...Object.keys(base), ...Object.keys(file), ...Object.keys(live)])) {
    for (const name of columnNames) {
      const [b, f, l] = [base, file, live].map((sheet) => JSON.stringify(sheet[key]?.[name]));
      const isConflict = f !== l && b !== f && b !== l;
      if (isConflict) conflicts.push(`${key}/${name}`);
      const value = f !== l && b === f ? live[key]?.[name] : file[key]?.[name];
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
  .dictionary(fc.constantFrom("a", "b", "c", "d", "e", "f", "Köln", "x | y"), row, {
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

const triple = sheet.chain((base) => fc.tuple(fc.constant(base), edited(base), edited(base)));

function checkTriple(base: Sheet, file: Sheet, live: Sheet, texts: FileTexts): PulledFile {
  const { result, conflicts } = merged(base, file, live);
  const first = pull(texts, live, baseFor(base));
  const shown = `${texts.yaml}${texts.csv ?? ""}\n---\n${first.texts.yaml}${first.texts.csv ?? ""}\n${JSON.stringify(live)}`;
  assert.deepEqual(
    first.left.map(({ rowKey: key, attribute, because }) => `${key.replaceAll("\\", "")}/${attribute} ${because}`).sort(),
    conflicts.map((cell) => `${cell} conflict`).sort(),
    shown,
  );
  assert.deepEqual(sheetOf(first.texts), result, shown);
  const second = pull(first.texts, live, readBases(writeBases(new Map([["i/t", first.base]])))?.get("i/t"));
  assert.deepEqual(second.texts, first.texts, "a second pull changes no byte");
  assert.deepEqual(second.left.length, first.left.length, shown);
  return first;
}

describe("a pull", () => {
  it("of YAML: all live edits in, all own edits and comments kept, conflicts where both changed (300 random triples)", () => {
    fc.assert(
      fc.property(triple, ([base, file, live]) => {
        const texts = { yaml: yamlOf(file) };
        const first = checkTriple(base, file, live, texts);
        const kept = Object.keys(sheetOf(first.texts));
        for (const key of Object.keys(file)) {
          if (!kept.includes(key)) continue;
          for (const place of ["above", "beside"])
            assert.ok(first.texts.yaml.includes(`# ${place} ${key}`), `${place} ${key}`);
        }
        assert.ok(first.texts.yaml.startsWith(head), "the settings are as they were");
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it("of CSV: the same, and lines that did not change are as they were (300 random triples)", () => {
    fc.assert(
      fc.property(triple, ([base, file, live]) => {
        const texts = { yaml: csvHead, csv: csvOf(file) };
        const first = checkTriple(base, file, live, texts);
        const { result } = merged(base, file, live);
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

  it("of a sensitive column: the base tells nothing of the value, a change on one side may be either's", () => {
    const file = { a: { Text: "4711" }, b: { Text: "1" } };
    const base = baseFor(file, ["Text"]);
    assert.doesNotMatch(writeBases(new Map([["i/t", base]])), /4711/);
    assert.deepEqual(
      [...base.values()].flatMap((cells) => [...cells.values()]),
      Array(2).fill("@2026-01-01T00:00:00.000Z"),
    );
    const texts = { yaml: yamlOf(file).replace("ignore:", "sensitive: [Text]\nignore:") };
    assert.equal(pull(texts, file, base).left.length, 0);
    const live = [...liveOf({ a: { Text: "9999" } }, "2026-02-02T00:00:00.000Z"), ...liveOf({ b: { Text: "1" } })];
    const { left } = pull(texts, live, base);
    assert.deepEqual(
      left.map(({ rowKey: key, because }) => [key, because]),
      [["a", "conflict"]],
    );
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
