import { type Command, InvalidArgumentError } from "commander";
import { variableName } from "../../core/cells/template";
import { ProblemError } from "../../core/problem-error";
import type { VariableInputs } from "../../file/read/variables";
import { loadVariables } from "../../file/read/load-table-file";

/** The options that give variables of table files their values. */
export interface VariableOptions {
  /** Values from the command line; they count before those of files. */
  readonly var?: Readonly<Record<string, string>>;
  /** Files with values; a later one counts before an earlier one. */
  readonly vars?: readonly string[];
}

/** Adds the options of a command that reads files with variables. */
export function addVariableOptions(command: Command): Command {
  return command
    .option("--var <name=value>", "value of a variable of the file; may be repeated", collectVariable)
    .option(
      "--vars <file>",
      "YAML file with values of variables; may be repeated",
      (file: string, all?: readonly string[]) => [...(all ?? []), file],
    );
}

/** The values that the options give; `undefined` when there are none. @throws ProblemError when a file cannot be used. */
export function variableValues({
  var: single,
  vars = [],
}: VariableOptions): Readonly<Record<string, string>> | undefined {
  if (!single && vars.length === 0) return undefined;
  const read = vars.map((file) => loadVariables(file));
  const problems = read.flatMap((one) => one.problems).filter(({ severity }) => severity === "error");
  if (problems.length > 0) throw new ProblemError({ problems });
  return Object.assign({}, ...read.map(({ values }) => values), single) as Record<string, string>;
}

/** For a command that needs every value. */
export function allVariables(options: VariableOptions): VariableInputs {
  return { values: variableValues(options) ?? {} };
}

function collectVariable(text: string, all: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name = "", value = ""] = /^([^=]*)=([^]*)$/.exec(text) ?? [];
  if (new RegExp(variableName).test(name)) return { ...all, [name]: value };
  throw new InvalidArgumentError("Use name=value.");
}
