/**
 * Whether `pulumi` printed each error once. The engine shows what a resource last said on its row, while it works, and all that was said under
 * "Diagnostics", which is what counts here; a plugin that logs its errors besides would be there twice.
 */
import { strict as assert } from "node:assert";

/** An error of the package that is under "Diagnostics": whose it is, and its first line, which ends in its code. */
export interface PrintedError {
  readonly owner: string;
  readonly text: string;
  readonly code: string;
}

/** Who says something: `connect-data-tables:index:DataTable (table):`. */
const heading = /^ {2}(\S+) \((.+)\):$/;
const severity = /^ {4}(error|warning|info|debug): /;
const withCode = /^(?:\* )?(.*\[([A-Z][A-Z_]+)\])$/;
/** The engine tells the error of an import twice, on the resource and on the stack. */
const ofImport = "preview failed: step application failed: ";

/** The errors in an output of `pulumi`, each as often as it is under "Diagnostics". */
export function errorsIn(output: string): PrintedError[] {
  const found: PrintedError[] = [];
  let owner: string | undefined;
  let isError = false;
  for (const line of output.split("\n")) {
    if (/^\S/.test(line)) owner = undefined;
    const [, type, name] = heading.exec(line) ?? [];
    if (type !== undefined) [owner, isError] = [`${type} ${name}`, false];
    const begins = severity.exec(line);
    if (begins) isError = begins[1] === "error";
    const [, text, code] = withCode.exec(line.replace(severity, "").trim()) ?? [];
    if (owner === undefined || !isError || text === undefined || code === undefined) continue;
    if (!text.startsWith(ofImport)) found.push({ owner, text, code });
  }
  return found;
}

/** Asserts that no error is told twice, that rows show only their own, and that no name of the machinery is shown. */
export function assertErrorsOnce(output: string): void {
  const errors = errorsIn(output);
  const texts = errors.map(({ text }) => text);
  const twice = texts.filter((text, index) => texts.indexOf(text) !== index);
  assert.deepEqual(twice, [], `errors that are told more than once:\n${output}`);
  for (const { owner, text } of errors) {
    const strays = output
      .split("\n")
      .filter((line) => line.includes(text) && !line.includes(ofImport))
      .filter((line) => !line.includes(`${owner} `) && !/^ {4}\S|^ {4}\t\* /.test(line));
    assert.deepEqual(strays, [], `an error on another row than its own:\n${output}`);
  }
  assert.ok(!output.includes("__"), `a hidden property:\n${output}`);
}
