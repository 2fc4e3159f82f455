import { renderProblem } from "../../../src/core/problem";
import { parseTableFile, type ParsedTableFile } from "../../../src/file/read/parse-table-file";

/** A table file from texts alone: the YAML text, and the CSV texts by the name that `rowsFrom` gives. */
export function parseTableText(yaml: string, csv: Readonly<Record<string, string>> = {}): ParsedTableFile {
  return parseTableFile(yaml, "table.yaml", (path) => ({ file: path, text: csv[path] ?? "" }));
}

/** Each problem on one line, as `line:column CODE message`; warnings begin with `~`. */
export function problemLines({ problems }: ParsedTableFile): string[] {
  return problems.map(({ code, severity, message, position }) => {
    const file = position?.file === "table.yaml" ? "" : `${position?.file}:`;
    return `${severity === "warning" ? "~" : ""}${file}${position?.line}:${position?.column} ${code} ${message}`;
  });
}

/** What a person sees. */
export function renderedProblems({ problems }: ParsedTableFile): string {
  return problems.map(renderProblem).join("\n");
}
