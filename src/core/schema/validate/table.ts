import { isRecord } from "../../record";
import { limits } from "../../limits";
import { lockLevels } from "../../model";
import { ownerTagKey, tagLimits } from "../owner-tag";
import { foldName } from "../declaration";
import { quote, tableProblem, type IsUnknown, type TableProblem } from "./problem";
import { validateColumnDeclaration } from "./column";
import { validateDescription, validateName } from "./name";
import { validateRenames } from "./renames";

/**
 * All that is wrong with a declaration, without a look at the service: names, counts, tags, the time zone, types, rules and renames.
 * Takes anything that has the shape of a `TableDeclaration`, because programs in JavaScript and files may hold anything. What
 * `isUnknown` accepts (a preview's placeholder) is passed over. Settings beside those of a table are not looked at.
 */
export function validateTable(table: Record<string, unknown>, isUnknown: IsUnknown = () => false): TableProblem[] {
  const known = (name: string) => !isUnknown(table[name]);
  return [
    ...(known("name") ? validateName(table.name, ["name"]) : []),
    ...(known("description") ? validateDescription(table.description, ["description"]) : []),
    ...(known("timeZone") ? validateTimeZone(table.timeZone) : []),
    ...(known("lockLevel") ? validateLockLevel(table.lockLevel) : []),
    ...(known("tags") ? validateTags(table.tags, isUnknown) : []),
    ...(known("attributes") ? validateAttributes(table.attributes, isUnknown) : []),
    ...(known("attributes") && known("allowAttributeRemoval") ? validateRemovals(table, isUnknown) : []),
    ...(known("adopt") ? validateFlag("adopt", table.adopt) : []),
    ...(known("allowDelete") ? validateFlag("allowDelete", table.allowDelete) : []),
  ];
}

function validateTimeZone(timeZone: unknown): TableProblem[] {
  const message = timeZone === undefined ? "the table has no time zone." : `the time zone is ${quote(timeZone)}.`;
  const wrong = (hint: string) => [tableProblem("INVALID_SETTING", ["timeZone"], message, hint)];
  const example = 'Give an IANA name, such as "Europe/Berlin" or "UTC".';
  if (typeof timeZone !== "string" || !/^[A-Za-z]/.test(timeZone)) return wrong(example);
  try {
    const resolved = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
    const onlyCaseDiffers = resolved !== timeZone && foldName(resolved) === foldName(timeZone);
    return onlyCaseDiffers ? wrong(`Write it "${resolved}".`) : [];
  } catch {
    return wrong(example);
  }
}

function validateLockLevel(level: unknown): TableProblem[] {
  if (level === undefined || (lockLevels as readonly unknown[]).includes(level)) return [];
  const hint = `Give one of ${lockLevels.join(", ")}, or leave it out for VALUE.`;
  return [tableProblem("INVALID_SETTING", ["lockLevel"], `the lock level is ${quote(level)}.`, hint)];
}

function validateFlag(name: string, value: unknown): TableProblem[] {
  if (value === undefined || typeof value === "boolean") return [];
  return [tableProblem("INVALID_SETTING", [name], `${name} is ${quote(value)}.`, "Give true or false.")];
}

function validateTags(tags: unknown, isUnknown: IsUnknown): TableProblem[] {
  if (tags === undefined) return [];
  if (!isRecord(tags))
    return [tableProblem("INVALID_TAG", ["tags"], `tags is ${quote(tags)}.`, "Give key and value pairs.")];
  const count = Object.keys(tags).length;
  const problems = Object.entries(tags).flatMap(([key, value]) => validateTag(key, value, isUnknown));
  if (count <= limits.tags) return problems;
  const message = `there are ${count} tags, the service allows ${limits.tags}.`;
  return [tableProblem("INVALID_TAG", ["tags"], message, "Remove some."), ...problems];
}

function validateTag(key: string, value: unknown, isUnknown: IsUnknown): TableProblem[] {
  const wrong = (message: string, hint: string) => tableProblem("INVALID_TAG", ["tags", key], message, hint);
  const problems: TableProblem[] = [];
  if (/^aws:/i.test(key))
    problems.push(wrong(`the tag key ${quote(key)} begins with "aws:", which is reserved.`, "Choose another key."));
  if (key === ownerTagKey)
    problems.push(wrong(`the tag ${quote(key)} is written by this package itself.`, "Choose another key."));
  if (key.trim() === "" || [...key].length > tagLimits.keyLength) {
    problems.push(
      wrong(`the tag key ${quote(key)} is not 1 to ${tagLimits.keyLength} characters long.`, "Choose another key."),
    );
  }
  if (isUnknown(value)) return problems;
  if (typeof value !== "string")
    problems.push(wrong(`the tag ${quote(key)} has the value ${quote(value)}.`, "Give a text."));
  else if ([...value].length > tagLimits.valueLength) {
    problems.push(
      wrong(`the value of the tag ${quote(key)} is longer than ${tagLimits.valueLength} characters.`, "Shorten it."),
    );
  }
  return problems;
}

function validateAttributes(attributes: unknown, isUnknown: IsUnknown): TableProblem[] {
  if (!isRecord(attributes)) {
    const message = attributes === undefined ? "the table has no attributes." : `attributes is ${quote(attributes)}.`;
    return [tableProblem("INVALID_SETTING", ["attributes"], message, 'Give { <name>: { type: "TEXT" }, … }.')];
  }
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

function validateCounts(attributes: Record<string, unknown>): TableProblem[] {
  const columns = Object.values(attributes).filter((column) => column !== null);
  const keys = columns.filter((column) => isRecord(column) && column.primary === true);
  const problems: TableProblem[] = [];
  if (columns.length > limits.attributesPerTable) {
    const message = `there are ${columns.length} columns, the service allows ${limits.attributesPerTable}.`;
    problems.push(tableProblem("TOO_MANY_COLUMNS", ["attributes"], message, "Remove some, or use a second table."));
  }
  if (keys.length > limits.primaryAttributesPerTable) {
    const message = `there are ${keys.length} key columns, the service allows ${limits.primaryAttributesPerTable}.`;
    problems.push(tableProblem("TOO_MANY_COLUMNS", ["attributes"], message, "Make fewer columns primary."));
  }
  return problems;
}

function duplicate(name: string, before: readonly string[]): TableProblem[] {
  const other = before.find((one) => foldName(one) === foldName(name));
  if (other === undefined) return [];
  const message = `the columns ${quote(other)} and ${quote(name)} have one name: the service ignores case and outer spaces.`;
  return [tableProblem("DUPLICATE_COLUMN", ["attributes", name], message, "Rename or remove one of them.")];
}

function validateRemovals(table: Record<string, unknown>, isUnknown: IsUnknown): TableProblem[] {
  const { allowAttributeRemoval: names, attributes } = table;
  const path = ["allowAttributeRemoval"];
  if (names === undefined) return [];
  if (!Array.isArray(names) || names.some((name) => typeof name !== "string")) {
    return [
      tableProblem(
        "INVALID_SETTING",
        path,
        `allowAttributeRemoval is ${quote(names)}.`,
        "Give a list of column names.",
      ),
    ];
  }
  const declared = new Set(isRecord(attributes) ? Object.keys(attributes).map(foldName) : []);
  return (names as string[])
    .filter((name) => !isUnknown(name) && declared.has(foldName(name)))
    .map((name) => ({
      ...tableProblem(
        "INVALID_SETTING",
        path,
        "the column is declared, and allowAttributeRemoval allows to remove it.",
        "Keep one of the two.",
      ),
      column: name,
    }));
}
