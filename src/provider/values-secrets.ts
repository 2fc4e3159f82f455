/** The service's words may quote a value; what is a secret must not be seen in them. Pure. */
import { encodeValue, isExpression } from "../core/cell-value";
import { typeOf } from "../core/declared";
import type { CellAddress } from "../core/cell-map";
import type { CellValue } from "../core/model";
import type { Redact } from "../report/show-value";

/** A text of fewer characters is only taken out where it stands as a word of its own. */
const certain = 4;

/** Every text in which a secret value may be quoted: whole and by its items, plain and as JSON has it; the longest first. */
export function secretTexts(cells: Iterable<CellAddress & { readonly value?: CellValue }>, isSecret: Redact): string[] {
  const texts = new Set<string>();
  for (const cell of cells) {
    if (cell.value === undefined || !isSecret(cell)) continue;
    for (const text of formsOf(cell.value)) if (text.trim() !== "") texts.add(text);
  }
  return [...texts].sort((a, b) => b.length - a.length);
}

function formsOf(value: CellValue): string[] {
  const items = Array.isArray(value) ? (value as readonly (string | number)[]).map(String) : [];
  const plain = [
    encodeValue(value, typeOf(value)),
    ...items,
    ...(isExpression(value) ? [value.expression.slice(1)] : []),
  ];
  return plain.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
}

/** The text with `[secret]` in place of every secret. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => {
    if (secret.length >= certain) return rest.replaceAll(secret, "[secret]");
    const word = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return rest.replace(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "gu"), "[secret]");
  }, text);
}

/** What is said in place of words that may hold a part of a secret. */
const withheld = "the service's words are withheld, because they may quote a value that is a secret";

/** The service's words about a write of a secret: withheld as soon as three characters in a row could come from the value. */
export function wordsAboutSecret(message: string, secrets: readonly string[]): string {
  const clean = withoutSecrets(message, secrets);
  const lower = clean.replaceAll("[secret]", " ").toLowerCase();
  const quotes = secrets.some((secret) => partsOf(secret.toLowerCase()).some((part) => lower.includes(part)));
  if (!quotes) return clean;
  const requestId = /\(request id [^)]*\)/.exec(message)?.[0];
  return requestId ? `${withheld} ${requestId}` : withheld;
}

function partsOf(text: string): string[] {
  if (text.length <= 3) return [text];
  return Array.from({ length: text.length - 2 }, (_, index) => text.slice(index, index + 3));
}
