/** What a program passed, judged by the description of the arguments, when the engine has resolved it. */
import type { ArgumentProblem } from "../../core/arguments/check-shape";
import { judgeArguments } from "../../core/arguments/program";
import type { RecordShape } from "../../core/arguments/shape";
import type { Problem } from "../../core/problem";
import { unknownValue } from "../host/engine-values";
import { settingNames } from "./settings";

/** The inputs of a resource without the arguments that were refused, and why they were. */
interface JudgedInputs<T> {
  readonly inputs: T;
  readonly problems: readonly ArgumentProblem[];
}

/** What tells where a resource is, and how to get there: when it was refused, it counts as not known yet. */
const places: readonly string[] = ["instanceId", "dataTableId", ...settingNames];

/**
 * Judges inputs. `found` are the problems of arguments that the constructor found. A refused argument is left out: what follows from it is no
 * second problem.
 */
export function judgeInputs<T extends object>(
  given: T,
  shape: RecordShape,
  found: readonly ArgumentProblem[] = [],
): JudgedInputs<T> {
  const args = Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith("__")));
  const { problems } = judgeArguments(args, shape, (value) => value === unknownValue);
  const all = [...found, ...problems];
  const refused = new Set(all.map(({ path: [name = ""] }) => name));
  const inputs = Object.fromEntries(Object.entries(given).filter(([name]) => !refused.has(name)));
  for (const name of places) if (refused.has(name)) inputs[name] = unknownValue;
  return { inputs: inputs as T, problems: all };
}

/** Whether a problem is about an argument as a whole, as opposed to one row of it. */
export function isOfArgument(problem: Problem): problem is ArgumentProblem {
  return "path" in problem;
}

/** Whether it is not certain which columns are sensitive, because names are given to an argument that there is not: then no value may be shown. */
export function doubtsSensitive(problems: readonly ArgumentProblem[], given: object): boolean {
  return problems.some(({ code, path: [name = "", ...rest] }) => {
    const value: unknown = Object.entries(given).find(([key]) => key === name)?.[1];
    const isOfNames = typeof value === "string" || Array.isArray(value);
    return name === "sensitive" || (code === "UNKNOWN_SETTING" && rest.length === 0 && isOfNames);
  });
}
