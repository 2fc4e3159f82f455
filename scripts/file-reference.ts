import { fileTerms, wanted } from "../src/core/arguments/describe-shape";
import type { RecordShape, Shape } from "../src/core/arguments/shape";
import { fileFormat } from "../src/file/format/format";

/** The settings of a table file as a table of Markdown, from the same description as the reader and the JSON Schema. */
export function fileReference(): string {
  const lines = ["| setting | value | meaning |", "| --- | --- | --- |", ...rowsOf(fileFormat, "")];
  return `${lines.join("\n")}\n`;
}

function rowsOf({ fields, required = [] }: RecordShape, prefix: string): string[] {
  return Object.entries(fields).flatMap(([name, shape]) => {
    const path = `${prefix}${name}`;
    const { description = "", default: fallback } = shape;
    const notes = [
      required.includes(name) && "Required.",
      fallback !== undefined && `Default: \`${JSON.stringify(fallback)}\`.`,
    ].filter((note) => note !== false);
    const row = `| \`${path}\` | ${cell(wanted(shape, fileTerms))} | ${cell([description, ...notes].join(" ").trim())} |`;
    return [row, ...membersOf(shape, path)];
  });
}

function membersOf(shape: Shape, path: string): string[] {
  switch (shape.kind) {
    case "record":
      return rowsOf(shape, `${path}.`);
    case "map":
      return membersOf(shape.value, `${path}.<name>`);
    case "either":
      return shape.options.flatMap((option) => membersOf(option, path));
    default:
      return [];
  }
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ");
}
