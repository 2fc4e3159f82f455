import type { ValueType } from "../store/state";
import type { Switches } from "../world/switches";

/**
 * What the service stores for what was sent. Nothing is published about this, so by default nothing is changed and each habit
 * that a service may have is a switch.
 */
export function normaliseValue(sent: string, type: ValueType, switches: Switches): string {
  let text = switches.trimValues ? sent.trim() : sent;
  if (text.startsWith("=")) return text;
  if (switches.normaliseUnicode) text = text.normalize("NFC");
  if (switches.rewriteArnRegions) text = otherRegion(text);
  if (switches.canonicalNumbers && type === "NUMBER") text = canonicalNumber(text);
  if (switches.booleanSpelling === "lowered" && type === "BOOLEAN") text = text.toLowerCase();
  if (switches.respaceLists && (type === "TEXT_LIST" || type === "NUMBER_LIST")) text = respacedList(text);
  return text;
}

/** Plain decimal spelling of a number: no plus sign, no leading or trailing zeros that say nothing. */
function canonicalNumber(text: string): string {
  const match = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
  if (!match) return /^[+-]?[\d.]+e[+-]?\d+$/i.test(text) ? String(Number(text)) : text;
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

/** The same list without spaces between its items. */
function respacedList(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Puts another Region into the Connect ARNs of a string, as the mirroring between Regions is documented to do. */
function otherRegion(text: string): string {
  return text.replace(/(arn:aws:connect:)[a-z0-9-]+/g, "$1eu-central-1");
}
