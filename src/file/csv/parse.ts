import { CsvError, parse } from "csv-parse/sync";
import type { Disclosure } from "../read/disclosure";
import type { Problems } from "../format/problems";
import { SourceText } from "../format/source-text";
import { CsvLayout } from "./layout";
import type { CsvSettings } from "./settings";

/** A CSV file as texts, its first line apart. */
export interface CsvTable {
  readonly source: SourceText;
  readonly layout: CsvLayout;
  readonly separator: string;
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
}

/** The cells of a CSV text (RFC 4180: quotes, doubled quotes, line breaks in quotes; LF, CRLF or CR). Quotes out of order are reported, and what stands before them is kept. */
export function parseCsv(
  text: string,
  file: string,
  settings: CsvSettings,
  disclosure: Disclosure,
  problems: Problems,
): CsvTable {
  const source = new SourceText(file, text);
  const { begin, separator } = preamble(text, settings);
  const layout = new CsvLayout(text, separator, begin);
  const body = begin === 0 ? text : text.slice(begin);
  const [header = [], ...records] = parseRecords(body, separator, (error, read) => {
    const offset = layout.recordAt(read);
    const hint = 'Quote a cell that contains a quote or a separator, and double each quote in it: "a ""b"" c".';
    problems.add(
      "CSV_SYNTAX",
      disclosure.at(source, offset),
      `${quoteMistake(error)} The rest of the file was not read.`,
      hint,
    );
  });
  return { source, layout, separator, header: header.map((name) => name.trim()), records };
}

/** Where the line that names the columns begins, and the separator: Excel writes it in a line of its own, which it obeys when it reads. */
function preamble(text: string, { separator = ",", skipLines = 0 }: CsvSettings) {
  const [line, named = separator] = /^"?sep=([^\r\n"])"?(?:\r\n|\n|\r|$)/i.exec(text) ?? [""];
  let begin = line.length;
  for (let skipped = 0; skipped < skipLines; skipped++) {
    const [rest = ""] = /^[^\r\n]*(?:\r\n|\n|\r|$)/.exec(text.slice(begin)) ?? [];
    begin += rest.length;
  }
  return { begin, separator: named };
}

function parseRecords(text: string, separator: string, failed: (error: CsvError, read: number) => void): string[][] {
  const options = {
    delimiter: separator,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
  };
  try {
    return parse(text, options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const read = typeof error.records === "number" ? error.records : 0;
    failed(error, read);
    return read > 0 ? parse(text, { ...options, to: read }) : [];
  }
}

function quoteMistake(error: CsvError): string {
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return "the closing quote of a cell in this record is missing.";
    case "CSV_INVALID_CLOSING_QUOTE":
      return "text follows the closing quote of a cell in this record.";
    case "INVALID_OPENING_QUOTE":
      return "a cell without quotes contains a quote.";
    default:
      return "the record cannot be read.";
  }
}
