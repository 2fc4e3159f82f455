import { checkShape, type ArgumentProblem, type Path } from "../../arguments/check-shape";
import { programSpeech } from "../../arguments/program";
import { tableDeclaration } from "../../arguments/resources";
import { isRecord } from "../../record";
import { limits } from "../../limits";
import { foldName } from "../declaration";
import { quote, tableProblem, type IsUnknown, type TableProblem } from "./problem";
import { validateColumnDeclaration } from "./column";
import { validateRenames } from "./renames";

/**
 * All that is wrong with a declaration, without a look at the service: the form of each setting, then how they go together. Takes anything,
 * because programs in JavaScript may hold anything. What `isUnknown` accepts (a preview's placeholder) is passed over.
 */
export function validateTable(table: Record<string, unknown>, isUnknown: IsUnknown = () => false): TableProblem[] {
  const form: readonly ArgumentProblem[] = checkShape(table, tableDeclaration, programSpeech(isUnknown)).problems;
  return [...form, ...validateDeclaration(table, isUnknown, form)];
}

/** How the settings of a table go together. Of what is `refused` for its form nothing more is said. */
export function validateDeclaration(
  table: Record<string, unknown>,
  isUnknown: IsUnknown = () => false,
  refused: readonly { readonly path: Path }[] = [],
): TableProblem[] {
  const { timeZone, attributes } = table;
  const problems = [
    ...(typeof timeZone === "string" && !isUnknown(timeZone) ? validateTimeZone(timeZone) : []),
    ...(isRecord(attributes)
      ? [...validateAttributes(attributes, isUnknown), ...validateRemovals(table, Object.keys(attributes), isUnknown)]
      : []),
  ];
  return problems.filter(({ path }) => !refused.some((other) => isWithin(path, other.path)));
}

/** Whether one path leads through the other. */
function isWithin(one: Path, other: Path): boolean {
  return one.slice(0, other.length).every((name, index) => name === other[index]);
}

function validateTimeZone(timeZone: string): TableProblem[] {
  const message = `the time zone is ${quote(timeZone)}.`;
  const wrong = (hint: string) => [tableProblem("INVALID_SETTING", ["timeZone"], message, hint)];
  const example = 'Use an IANA name, such as "Europe/Berlin" or "UTC".';
  if (!/^[A-Za-z]/.test(timeZone)) return wrong(example);
  try {
    const resolved = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
    const onlyCaseDiffers = resolved !== timeZone && foldName(resolved) === foldName(timeZone);
    return onlyCaseDiffers ? wrong(`Write it "${resolved}".`) : [];
  } catch {
    return wrong(example);
  }
}

function validateAttributes(attributes: Readonly<Record<string, unknown>>, isUnknown: IsUnknown): TableProblem[] {
  const columns = Object.entries(attributes);
  return [
    ...validateCounts(attributes),
    ...columns.flatMap(([name], index) =>
      duplicate(
        name,
        columns.slice(0, index).map(([other]) => other),
      ),
    ),
    ...columns.flatMap(([name, column]) => validateColumnDeclaration(name, column, isUnknown)),
    ...validateRenames(attributes, isUnknown),
  ];
}

function validateCounts(attributes: Readonly<Record<string, unknown>>): TableProblem[] {
  const columns = Object.values(attributes).filter((column) => column !== null);
  const keys = columns.filter((column) => isRecord(column) && column.primary === true);
  const problems: TableProblem[] = [];
  if (columns.length > limits.attributesPerTable) {
    const message = `there are ${columns.length} columns; the service allows ${limits.attributesPerTable}.`;
    problems.push(tableProblem("TOO_MANY_COLUMNS", ["attributes"], message, "Remove some, or use a second table."));
  }
  if (keys.length > limits.primaryAttributesPerTable) {
    const message = `there are ${keys.length} key columns; the service allows ${limits.primaryAttributesPerTable}.`;
    problems.push(tableProblem("TOO_MANY_COLUMNS", ["attributes"], message, "Make fewer columns primary."));
  }
  return problems;
}

function duplicate(name: string, before: readonly string[]): TableProblem[] {
  const other = before.find((one) => foldName(one) === foldName(name));
  if (other === undefined) return [];
  const message = `the columns ${quote(other)} and ${quote(name)} have the same name: the service ignores case and surrounding spaces.`;
  return [tableProblem("DUPLICATE_COLUMN", ["attributes", name], message, "Rename or remove one of them.")];
}

function validateRemovals(
  { allowAttributeRemoval: names }: Record<string, unknown>,
  columns: readonly string[],
  isUnknown: IsUnknown,
): TableProblem[] {
  const path = ["allowAttributeRemoval"];
  if (!Array.isArray(names)) return [];
  const declared = new Set(columns.map(foldName));
  return (names as unknown[])
    .filter((name): name is string => typeof name === "string" && !isUnknown(name) && declared.has(foldName(name)))
    .map((name) => ({
      ...tableProblem(
        "INVALID_SETTING",
        path,
        "the column is declared, but allowAttributeRemoval allows removing it.",
        "Keep one of the two.",
      ),
      column: name,
    }));
}
