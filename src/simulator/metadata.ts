import { Fields } from "./http/fields";
import type { JsonObject } from "./http/json-object";
import type { Service } from "./service";

const length = (text: string): number => [...text].length;

/**
 * A trimmed name of a table or attribute: 1 to 127 letters, separators, numbers and `- _ . : = @ ' |`, and neither `connect:` nor
 * `aws:` at its beginning. Source: DataTableName of the API model, CreateDataTable.
 */
export function checkName(service: Service, text: string): string {
  const name = text.trim();
  if (name === "" || length(name) > service.limits.nameLength) {
    throw Fields.refusal(service, `Name must have 1 to ${service.limits.nameLength} characters.`);
  }
  if (!/^[\p{L}\p{Z}\p{N}\-_.:=@'|]+$/u.test(name))
    throw Fields.refusal(service, "Name holds a character that is not allowed.");
  if (/^(connect|aws):/i.test(name)) throw Fields.refusal(service, "Name starts with a reserved word.");
  return name;
}

/** A trimmed description of at most 250 characters without control characters; undefined when there is none. */
export function checkDescription(service: Service, text: string | undefined): string | undefined {
  const description = text?.trim();
  if (description === undefined || description === "") return undefined;
  if (length(description) > service.limits.descriptionLength) {
    throw Fields.refusal(service, `Description must have at most ${service.limits.descriptionLength} characters.`);
  }
  if (/[^\P{C}\r\n\t]/u.test(description)) throw Fields.refusal(service, "Description holds a control character.");
  return description;
}

/** An IANA time zone that this machine knows. */
export function checkTimeZone(service: Service, text: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return text;
  } catch {
    throw Fields.refusal(service, "TimeZone is not an IANA time zone.");
  }
}

/** Tags: 1 to 50, no key that begins with `aws:`. Source: TagMap of the API model. */
export function checkTags(service: Service, tags: JsonObject): Record<string, string> {
  const { tagsPerTable, tagKeyLength, tagValueLength } = service.limits;
  const entries = Object.entries(tags);
  if (entries.length === 0 || entries.length > tagsPerTable) {
    throw Fields.refusal(service, `Tags must have 1 to ${tagsPerTable} entries.`);
  }
  for (const [key, value] of entries) {
    const goodKey = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u.test(key) && length(key) <= tagKeyLength;
    const goodValue = typeof value === "string" && length(value) <= tagValueLength;
    if (!goodKey || !goodValue) throw Fields.refusal(service, `The tag ${key} is not valid.`);
  }
  return Object.fromEntries(entries) as Record<string, string>;
}
