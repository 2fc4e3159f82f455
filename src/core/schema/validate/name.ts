import { limits } from "../../limits";
import { quote, tableProblem, type TableProblem } from "./problem";

const allowed = /^[\p{L}\p{Z}\p{N}\-_.:=@'|]+$/u;

/**
 * All that is wrong with the name of a table or a column. Rules: 1 to 127 letters, digits, spaces and `- _ . : = @ ' |`; not beginning
 * with `connect:` or `aws:`; the service trims names, so outer spaces would come back as another name. Source: API, CreateDataTable.
 */
export function validateName(name: unknown, path: readonly string[]): TableProblem[] {
  const of = path[0] === "attributes" ? "column" : "table";
  const wrong = (message: string, hint: string) => tableProblem("INVALID_NAME", path, message, hint);
  if (typeof name !== "string" || name.trim() === "") {
    const message = name === undefined ? `the ${of} has no name.` : `the name of the ${of} is ${quote(name)}.`;
    return [wrong(message, `Give a text of 1 to ${limits.nameLength} characters.`)];
  }
  const problems: TableProblem[] = [];
  const length = [...name].length;
  if (name !== name.trim()) {
    problems.push(wrong(`the name ${quote(name)} begins or ends with a space.`, "The service cuts it off; remove it."));
  }
  if (length > limits.nameLength) {
    problems.push(
      wrong(`the name has ${length} characters, the service allows ${limits.nameLength}.`, "Shorten the name."),
    );
  }
  if (!allowed.test(name)) {
    const bad = [...new Set([...name].filter((character) => !allowed.test(character)))].map(quote).join(", ");
    const hint = "Use letters, digits, spaces and - _ . : = @ ' | only.";
    problems.push(wrong(`the name ${quote(name)} holds ${bad}, which the service does not allow.`, hint));
  }
  const reserved = /^\s*(connect|aws):/i.exec(name)?.[1];
  if (reserved) {
    const hint = "Choose another beginning.";
    problems.push(wrong(`the name ${quote(name)} begins with "${reserved}:", which the service reserves.`, hint));
  }
  return problems;
}

/** All that is wrong with the description of a table or a column. Source: API, 0 to 250 characters without control characters. */
export function validateDescription(description: unknown, path: readonly string[]): TableProblem[] {
  if (description === undefined) return [];
  if (typeof description !== "string") {
    return [tableProblem("INVALID_SETTING", path, `the description is ${quote(description)}.`, "Give a text.")];
  }
  const problems: TableProblem[] = [];
  const length = [...description.trim()].length;
  if (length > limits.descriptionLength) {
    const message = `the description has ${length} characters, the service allows ${limits.descriptionLength}.`;
    problems.push(tableProblem("TEXT_TOO_LONG", path, message, "Shorten it."));
  }
  if (/[^\P{C}\r\n\t]/u.test(description)) {
    const message = "the description holds a control character, which the service does not allow.";
    problems.push(tableProblem("INVALID_SETTING", path, message, "Remove it."));
  }
  return problems;
}
