import { isMap, isScalar, type YAMLMap } from "yaml";
import { variableName } from "../../core/cells/template";
import type { Problem } from "../../core/problem";
import { Problems } from "../format/problems";
import { parseYaml } from "./parse-yaml";
import { offsetOf, readEntries, textOf, type Entry, type Reading } from "./read-entries";

/** The values of variables, and what is wrong with their file. */
export interface ParsedVariables {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/**
 * The values of variables from a YAML text of names and texts, or from the configuration of a stack (`config`, `<project>:variables`), in which
 * encrypted values have no value here. Values are taken as they are written and never shown. Pure.
 */
export function parseVariables(text: string, file: string): ParsedVariables {
  const yaml = parseYaml(text, file);
  const problems = new Problems();
  problems.addAll(
    yaml.problems.map((problem) => ({ ...problem, position: problem.position && withoutLine(problem.position) })),
  );
  const root = yaml.root && yaml.resolve(yaml.root);
  const at = (offset: number) => yaml.source.at(offset, false);
  const values: Record<string, string> = {};
  if (root && !isMap(root)) problems.add("INVALID_SETTING", at(0), "the file is not a mapping of variables.", advice);
  const reading = { file: yaml, problems, at };
  const ofStack = isMap(root) && isMap(root.get("config", true)) ? stackVariables(root, reading) : undefined;
  for (const { name, offset, value } of ofStack ?? (isMap(root) ? readEntries(root, reading) : [])) {
    const place = at(offset);
    if (!new RegExp(variableName).test(name)) {
      problems.add(
        "INVALID_SETTING",
        place,
        "this is not the name of a variable.",
        "Use letters, digits, _ and -, a letter first.",
      );
    } else if (!isScalar(value)) {
      const message = `the variable ${JSON.stringify(name)} has ${value ? "a list or a mapping" : "no value"}.`;
      problems.add("INVALID_SETTING", value ? at(offsetOf(value) ?? offset) : place, message, advice);
    } else values[name] = textOf(value);
  }
  return { values, problems: problems.sorted(file) };
}

/** The members of `variables` in a stack's configuration that are not encrypted. */
function stackVariables(root: YAMLMap, reading: Reading): Entry[] {
  const config = readEntries(root, reading).flatMap(({ name, value }) =>
    name === "config" && isMap(value) ? readEntries(value, reading) : [],
  );
  const variables = config.flatMap(({ name, value }) =>
    name.endsWith(":variables") && isMap(value) && !value.has("secure") ? readEntries(value, reading) : [],
  );
  return variables.filter(({ value }) => !(isMap(value) && value.has("secure")));
}

const advice = "Write one variable on each line: `queueArn: arn:aws:…`.";

function withoutLine({ file, line, column }: NonNullable<Problem["position"]>) {
  return { file, line, column };
}
