/** What values mean, written anew for the oracle: nothing of the package is used here. */
import type { personalities } from "../../src/simulator";
import { columns, type Declared } from "./alphabet";

/** The part of a personality that changes what is stored. */
export type Storing = (typeof personalities)[string];

/** A declared value as the text that is sent. */
export function textOf(value: Declared): string {
  if (typeof value === "string") return value;
  if (typeof value === "object" && "expression" in value) return value.expression;
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
}

/** A text of a column in a form that is equal for all texts that mean the same; `undefined` when the service keeps no such text. */
export function meaning(column: string, text: string, service: Storing): string | undefined {
  const type = columns.find(({ name }) => name === column)?.spec.type;
  if (type === "NUMBER") return exact(text);
  if (type === "BOOLEAN") return text.toLowerCase();
  if (type === "TEXT_LIST") return JSON.stringify(JSON.parse(text));
  if (type === "NUMBER_LIST") return JSON.stringify((JSON.parse(text) as number[]).map((item) => exact(String(item))));
  const trimmed = service.trimValues ? text.trim() : text;
  const stored = service.normaliseUnicode ? trimmed.normalize("NFC") : trimmed;
  return service.emptyText === "no-value" && stored === "" ? undefined : stored;
}

/** A decimal number without needless zeros. */
function exact(text: string): string {
  const [whole = "", fraction = ""] = text.trim().split(".");
  const digits = fraction.replace(/0+$/, "");
  return `${whole.replace(/^0+(?=\d)/, "")}${digits ? `.${digits}` : ""}`;
}
