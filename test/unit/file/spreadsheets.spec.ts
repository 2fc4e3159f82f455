import assert from "node:assert/strict";
import { parseTableText, problemLines } from "./parse-table-text";

/** One table, as people have it on their screens: a key, a text, a number with decimals, a large number, a boolean, a list. */
const expected = [
  { Store: "München", Note: 'Tor "A"; links, hinten', Price: 2.5, Sales: 1234567.5, Open: true, Days: ["Mo", "Di"] },
  { Store: "Paris", Note: "fermé\nle lundi", Price: -0.75, Sales: 1234, Open: false, Days: ["Mi"] },
  { Store: "007", Price: 12, Sales: 0, Open: true },
];

const yaml = `name: Prices
columns:
  Store: { type: TEXT, primary: true }
  Note: TEXT
  Price: NUMBER
  Sales: NUMBER
  Open: BOOLEAN
  Days: TEXT_LIST
rowsFrom: rows.csv
`;

interface Habit {
  readonly csv: string;
  readonly settings: string;
}

const bom = "\ufeff";
const crlf = (...lines: string[]) => `${lines.join("\r\n")}\r\n`;
const lf = (...lines: string[]) => lines.join("\n");

/** Written by hand to the habits of each program: separators, line ends, quotes, words, number formats, what they leave at the ends. */
const habits: Readonly<Record<string, Habit>> = {
  "Excel in German, CSV UTF-8": {
    csv:
      bom +
      crlf(
        "Store;Note;Price;Sales;Open;Days",
        'München;"Tor ""A""; links, hinten";2,5;1234567,5;WAHR;Mo|Di',
        'Paris;"fermé\nle lundi";-0,75;1234;FALSCH;Mi',
        "007;;12;0;WAHR;",
      ),
    settings:
      'csv: { separator: ";", listSeparator: "|", decimalComma: true, trueWords: [WAHR], falseWords: [FALSCH] }',
  },
  "Excel in German, with formatted numbers, a sep= line, and columns and lines left over": {
    csv:
      bom +
      crlf(
        "sep=;",
        "Store;Note;Price;Sales;Open;Days;;",
        'München;"Tor ""A""; links, hinten";2,50;1.234.567,50;WAHR;Mo|Di;;',
        'Paris;"fermé\nle lundi";-0,75;1.234;FALSCH;Mi;;',
        "007;;12,00;0,00;WAHR;;;",
        ";;;;;;;",
        ";;;;;;;",
      ),
    settings: 'csv: { listSeparator: "|", decimalComma: true, trueWords: [WAHR], falseWords: [FALSCH] }',
  },
  "Excel in French": {
    csv:
      bom +
      crlf(
        "Store;Note;Price;Sales;Open;Days",
        'München;"Tor ""A""; links, hinten";2,50;1\u202f234\u202f567,50;VRAI;Mo|Di',
        'Paris;"fermé\nle lundi";-0,75;1\u00a0234;FAUX;Mi',
        "007;;12,00;0,00;VRAI;",
      ),
    settings: 'csv: { separator: ";", listSeparator: "|", decimalComma: true, trueWords: [VRAI], falseWords: [FAUX] }',
  },
  "Excel in English, with formatted numbers": {
    csv:
      bom +
      crlf(
        "Store,Note,Price,Sales,Open,Days",
        'München,"Tor ""A""; links, hinten",2.50,"1,234,567.50",TRUE,Mo|Di',
        'Paris,"fermé\nle lundi",-0.75,"1,234.00",FALSE,Mi',
        "007,,12.00,0.00,TRUE,",
      ),
    settings: 'csv: { listSeparator: "|" }',
  },
  "Excel in English, tab-separated": {
    csv: crlf(
      "Store\tNote\tPrice\tSales\tOpen\tDays",
      'München\t"Tor ""A""; links, hinten"\t2.5\t1234567.5\tTRUE\tMo|Di',
      'Paris\t"fermé\nle lundi"\t-0.75\t1234\tFALSE\tMi',
      "007\t\t12\t0\tTRUE\t",
    ),
    settings: 'csv: { separator: "\\t", listSeparator: "|" }',
  },
  "LibreOffice in German, every text in quotes": {
    csv: lf(
      '"Store";"Note";"Price";"Sales";"Open";"Days"',
      '"München";"Tor ""A""; links, hinten";2,5;1234567,5;WAHR;"Mo, Di"',
      '"Paris";"fermé\nle lundi";-0,75;1234;FALSCH;"Mi"',
      '"007";;12;0;WAHR;',
      "",
    ),
    settings:
      'csv: { separator: ";", listSeparator: ", ", decimalComma: true, trueWords: [WAHR], falseWords: [FALSCH] }',
  },
  "LibreOffice in French": {
    csv: lf(
      "Store,Note,Price,Sales,Open,Days",
      'München,"Tor ""A""; links, hinten","2,5","1234567,5",VRAI,"Mo|Di"',
      'Paris,"fermé\nle lundi","-0,75",1234,FAUX,Mi',
      "007,,12,0,VRAI,",
      "",
    ),
    settings: 'csv: { listSeparator: "|", decimalComma: true, trueWords: [VRAI], falseWords: [FAUX] }',
  },
  "LibreOffice in English, with a column for people and headings of its own": {
    csv: lf(
      "Shop,Note,Price,Remarks,Sales,Open,Days",
      'München,"Tor ""A""; links, hinten",2.5,ask Ada,1234567.5,TRUE,Mo|Di',
      'Paris,"fermé\nle lundi",-0.75,,1234,FALSE,Mi',
      "007,,12,,0,TRUE,",
      "",
    ),
    settings: 'csv: { listSeparator: "|", omitColumns: [Remarks], headers: { Shop: Store } }',
  },
  "Google Sheets in German": {
    csv: crlf(
      "Store,Note,Price,Sales,Open,Days",
      'München,"Tor ""A""; links, hinten","2,5","1.234.567,50",TRUE,Mo|Di',
      'Paris,"fermé\nle lundi","-0,75",1.234,FALSE,Mi',
      "007,,12,0,TRUE,",
      ",,,,,",
    ).trimEnd(),
    settings: 'csv: { listSeparator: "|", decimalComma: true }',
  },
  "macOS Numbers in German, with the table's title and check boxes": {
    csv: crlf(
      "Tabelle 1;;;;;",
      "Store;Note;Price;Sales;Open;Days",
      'München;"Tor ""A""; links, hinten";2,50;1.234.567,50;true;Mo|Di',
      'Paris;"fermé\nle lundi";-0,75;1.234;false;Mi',
      "007;;12;0;true;",
    ),
    settings: 'csv: { separator: ";", listSeparator: "|", decimalComma: true, skipLines: 1 }',
  },
  "Excel for Mac in Swiss German, with CR line ends, apostrophes in numbers and blanks around cells": {
    csv: [
      "Store;Note;Price;Sales;Open;Days",
      'München\u00a0;"Tor ""A""; links, hinten";2.50;1\'234\'567.50;ja;Mo | Di',
      'Paris ;"fermé\nle lundi";-0.75;1’234;nein;Mi',
      "007;; 12 ;0;ja;",
      "",
    ].join("\r"),
    settings: 'csv: { separator: ";", listSeparator: "|", trueWords: [ja], falseWords: [Nein], trim: true }',
  },
};

describe("one table, as a spreadsheet writes it, has the same cells:", () => {
  for (const [program, { csv, settings }] of Object.entries(habits)) {
    it(program, () => {
      // The loader decodes the bytes, which drops a byte order mark.
      const parsed = parseTableText(`${yaml}${settings}\n`, { "rows.csv": csv.replace(bom, "") });
      assert.deepEqual(problemLines(parsed), []);
      assert.deepEqual(parsed.table?.values.rows, expected);
    });
  }
});

describe("a number in a CSV file", () => {
  const read = (cell: string, settings = "") => {
    const parsed = parseTableText(`${yaml}csv: { separator: ";"${settings} }\n`, {
      "rows.csv": `Store;Price\na;${cell}\n`,
    });
    return parsed.table?.values.rows[0]?.Price ?? problemLines(parsed)[0]?.split(" ")[1];
  };

  it("is refused where its comma could be a decimal comma or stand between thousands", () => {
    assert.deepEqual(
      ["1,234", "2,5", "1.234,5", "12,34.5", "1,23"].map((cell) => read(cell)),
      Array(5).fill("NOT_A_NUMBER"),
    );
    assert.deepEqual(
      ["1.5", "1,234.5", "1,234,567", "1 234.5"].map((cell) => read(cell)),
      [1.5, 1234.5, 1234567, 1234.5],
    );
  });

  it("with csv.decimalComma is refused where its point could be a decimal point", () => {
    const comma = (cell: string) => read(cell, ", decimalComma: true");
    assert.deepEqual(["1.5", "12.34", "1.2345", "1,2,3", ","].map(comma), Array(5).fill("NOT_A_NUMBER"));
    assert.deepEqual(["1,5", "1.234", "1.234,5", "1 234 567,25", "-,5", "1,5E3", "12345678901234567890,5"].map(comma), [
      1.5,
      1234,
      1234.5,
      1234567.25,
      -0.5,
      1500,
      "12345678901234567890.5",
    ]);
  });
});

describe("the header of a CSV file", () => {
  const lines = (csv: string, settings = "") => problemLines(parseTableText(`${yaml}${settings}`, { "rows.csv": csv }));

  it("whose names all differ in case is told which columns are meant", () => {
    const parsed = parseTableText(yaml, { "rows.csv": "STORE,NOTE\na,x\n" });
    const hints = parsed.problems.map(({ code, hint }) => [code, hint]);
    assert.deepEqual(hints, [
      ["UNKNOWN_COLUMN", 'Did you mean "Store"?'],
      ["UNKNOWN_COLUMN", 'Did you mean "Note"?'],
    ]);
  });

  it("that lacks a key column is one problem, however many rows there are", () => {
    const rows = Array.from({ length: 40 }, (_, index) => `x${index}`).join("\n");
    assert.deepEqual(lines(`Note\n${rows}\n`), [
      'rows.csv:1:1 MISSING_KEY the first line lacks the key column "Store", so none of the 40 rows has a key.',
    ]);
  });

  it("may map names and leave out columns, and a cell without a name over values is told", () => {
    assert.match(lines("Shop,Note\na,x\n")[0] ?? "", /UNKNOWN_COLUMN/);
    assert.deepEqual(lines("Shop,Note,x\na,x,1\n", "csv: { headers: { Shop: Store }, omitColumns: [x] }\n"), []);
    assert.deepEqual(lines("Store,,Note\na,1,x\n"), [
      "rows.csv:1:7 UNKNOWN_COLUMN cell 2 of the first line names no column.",
    ]);
    assert.deepEqual(lines("Store,,Note\na,,x\n"), []);
  });

  it("is not looked for in lines that are skipped, and places count from the top of the file", () => {
    assert.deepEqual(lines('title "\n\nStore,Price\na,b\n', "csv: { skipLines: 2 }\n"), [
      'rows.csv:4:3 NOT_A_NUMBER the string "b" is not a decimal number, but the column is of type NUMBER.',
    ]);
  });
});
