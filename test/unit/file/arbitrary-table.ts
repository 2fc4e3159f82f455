import fc from "fast-check";
import type { Attribute, LiveCell, ValueType } from "../../../src/core/model";
import { lockLevels, valueTypes } from "../../../src/core/model";
import { rowKey } from "../../../src/core/cells/row-key";
import type { ObservedTable } from "../../../src/core/schema/declaration";

/** A live table: what the service says of it, and its cells as the service stores them. */
export interface LiveTable {
  readonly observed: ObservedTable;
  readonly cells: readonly LiveCell[];
}

const traps = [
  "",
  " ",
  " a ",
  "no",
  "Yes",
  "null",
  "~",
  "true",
  "1.0",
  "1e3",
  "007",
  "0x10",
  "09:30",
  "2024-01-31",
  ".inf",
  "- a",
  "# a",
  "a: b",
  "a #b",
  "a:",
  "'",
  '"',
  "{a}",
  "[a]",
  "*a",
  "&a",
  "!a",
  "%a",
  "@a",
  "`a",
  "|",
  ">",
  "a\nb",
  "é\nb",
  "é\u00a0ü\nb",
  "a\n",
  "\na",
  "a\n\nb\n",
  " a\nb",
  "a \nb",
  "a\tb",
  "\ta",
  "a\r\nb",
  "a\rb",
  "a\\nb",
  "a,b",
  'a"b',
  "a;b",
  "München",
  "日本語",
  "😀",
  "👨‍👩‍👧",
  "\u00a0",
  "\u200b",
  "\u3164",
  "a\u115fb",
  "a\n\uffa0\nb",
  "\u2028",
  "\ufeffa",
  "\u0000",
  "\u001b[2J",
  "\u0085",
  "e\u0301",
  '{"expression":"=1"}',
  '{"a":1}',
  "---",
  "...",
  "<<",
  "x".repeat(300),
  "constructor",
];

/** Any text without lone surrogates: the service takes UTF-8. */
const anyText = fc.oneof(
  fc.constantFrom(...traps),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme" }),
);
const valueText = anyText.map((text) => text.replace(/^=+/, ""));
const decimal = fc.oneof(
  fc.integer().map(String),
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
  fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 22n }), fc.nat(99999))
    .map(([whole, part]) => `${whole}.${String(part).padStart(5, "0")}`),
  fc.constantFrom(
    "0",
    "-0",
    "1.0",
    "1.50",
    "0.1",
    "-12.5",
    "100000000000000000000000",
    "0.1000000000000000055511151231257827",
  ),
);
const expression = fc.oneof(
  fc.constantFrom("=HOOP(a)", "=1", '=IF(EQ("a", "b"), 1, 2)', "=a\nb", "= x"),
  valueText.map((text) => `=${text}x`),
);

function rawValue(type: ValueType): fc.Arbitrary<string> {
  const json = (items: fc.Arbitrary<readonly unknown[]>) =>
    fc.tuple(items, fc.boolean()).map(([list, spaced]) => JSON.stringify(list, undefined, spaced ? 1 : 0));
  switch (type) {
    case "TEXT":
      return fc.oneof({ weight: 5, arbitrary: valueText }, expression);
    case "NUMBER":
      return fc.oneof({ weight: 5, arbitrary: decimal }, fc.constantFrom("1e5", "-2.5E-7", "1e21"), expression);
    case "BOOLEAN":
      return fc.oneof(fc.constantFrom("true", "false", "TRUE"), expression);
    case "TEXT_LIST":
      return json(fc.array(fc.oneof(valueText, fc.constantFrom("=a", "1")), { maxLength: 5 }));
    case "NUMBER_LIST":
      return fc.array(decimal, { maxLength: 5 }).map((items) => `[${items.join(", ")}]`);
  }
}

const keyText: Record<string, fc.Arbitrary<string>> = {
  TEXT: valueText,
  NUMBER: decimal,
  BOOLEAN: fc.constantFrom("true", "false"),
};

const columnName = fc.oneof(
  fc.constantFrom(
    "Store",
    "no",
    "null",
    "1",
    "1.0",
    "=",
    "a: b",
    "a|b",
    "it's",
    "@x",
    "-",
    "Öffnet um",
    "日本",
    "x.y",
    "constructor",
    "toString",
    "Yes",
    "12:30",
    "'",
    "|",
    ".",
  ),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _.:=@'|-]{0,10}[A-Za-z0-9]$/).filter((name) => !/^(aws|connect):/i.test(name)),
);

const description = fc.option(
  anyText.filter((text) => !/[^\P{C}\r\n\t]/u.test(text)).map((text) => text.slice(0, 100)),
  { nil: undefined },
);

/** Any live table that the service could hold: up to 5 key columns, every type, every kind of text. */
export const arbitraryTable: fc.Arbitrary<LiveTable> = fc
  .record({
    names: fc.uniqueArray(columnName, { minLength: 3, maxLength: 10, selector: (name) => name.toLowerCase() }),
    keyTypes: fc.array(fc.constantFrom<ValueType>("TEXT", "TEXT", "NUMBER", "BOOLEAN"), { maxLength: 5 }),
    types: fc.array(fc.constantFrom(...valueTypes), { minLength: 10, maxLength: 10 }),
    descriptions: fc.array(description, { minLength: 11, maxLength: 11 }),
    lockLevel: fc.constantFrom(...lockLevels),
    timeZone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York"),
    name: columnName,
    tags: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.constantFrom("cc", "no", "1", "", "a b")),
    ignoreCase: fc.boolean(),
  })
  .chain(({ names, keyTypes, types, descriptions, name, ignoreCase, ...settings }) => {
    const keyCount = Math.min(keyTypes.length, names.length - 1);
    const attributes = names.map((column, index): Attribute => {
      const primary = index < keyCount;
      const valueType = (primary ? keyTypes[index] : types[index]) ?? "TEXT";
      const rules = primary && valueType === "TEXT" && ignoreCase ? { validation: { ignoreCase } } : {};
      return { name: column, valueType, primary, description: descriptions[index], ...rules };
    });
    const observed: ObservedTable = {
      dataTableId: "t",
      arn: "arn",
      name,
      description: descriptions[10],
      ...settings,
      lockVersion: {},
      attributes,
    };
    return fc.record({ observed: fc.constant(observed), cells: arbitraryCells(attributes) });
  });

interface Row {
  readonly key: readonly string[];
  readonly values: Record<string, string | undefined>;
}

function arbitraryCells(attributes: readonly Attribute[]): fc.Arbitrary<LiveCell[]> {
  const keys = attributes.filter((column) => column.primary);
  const columns = attributes.filter((column) => !column.primary);
  const values = fc.record(
    Object.fromEntries(
      columns.map((column) => [column.name, fc.option(rawValue(column.valueType), { nil: undefined })]),
    ),
  );
  const key = fc.tuple(...keys.map(({ valueType }) => keyText[valueType] ?? anyText));
  const fold = (parts: readonly string[]) => JSON.stringify(parts.map((part, index) => foldPart(part, keys[index])));
  const rows =
    keys.length === 0
      ? fc.constant<Row[]>([])
      : fc.uniqueArray<Row, string>(fc.record({ key, values }), { maxLength: 6, selector: (row) => fold(row.key) });
  return fc
    .record({ rows, defaults: values })
    .map((table) => [
      ...cellsOf({}, table.defaults, columns),
      ...table.rows.flatMap((row) =>
        cellsOf(
          Object.fromEntries(keys.map((column, index) => [column.name, row.key[index] ?? ""])),
          row.values,
          columns,
        ),
      ),
    ]);
}

function foldPart(text: string, column: Attribute | undefined): unknown {
  if (column?.valueType === "NUMBER") return Number(text) + 0;
  return text.toLowerCase();
}

function cellsOf(
  primaryValues: Record<string, string>,
  values: Record<string, string | undefined>,
  columns: readonly Attribute[],
): LiveCell[] {
  return columns.flatMap(({ name, valueType }) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return [];
    return [{ rowKey: rowKey(primaryValues), attribute: name, primaryValues, valueType, value, lockVersion: {} }];
  });
}
