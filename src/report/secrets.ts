/** The service's words may quote a value; what is a secret must not be seen in them. Pure. */
import type { CellAddress } from "../core/cells/cell-map";
import { encodeValue, isExpression, typeOf } from "../core/cells/cell-value";
import type { CellValue } from "../core/model";
import type { Redact } from "./show-value";

/** A string of fewer characters is only taken out where it stands as a word of its own. */
const certain = 4;

/** So many characters in a row that a secret has too are taken for a part of it: in the words about anything, and about the secret itself. */
const part = { ofAny: 6, ofItsOwn: 3 } as const;

/** What is said in place of words that may hold a part of a secret. */
const withheld = "the service's message is withheld, because it may quote a secret value";

/** The secrets of one run: everything that must not be seen in what the service says. */
export class Secrets {
  private readonly texts: readonly string[];
  private parts?: ReadonlySet<string>;

  constructor(cells: Iterable<CellAddress & { readonly value?: CellValue }>, isSecret: Redact) {
    const texts = new Set<string>();
    for (const cell of cells) {
      if (cell.value === undefined || !isSecret(cell)) continue;
      for (const text of formsOf(cell.value)) if (text.trim() !== "") texts.add(text);
    }
    this.texts = [...texts].sort((a, b) => b.length - a.length);
  }

  /** The service's words with `[secret]` in place of every secret; withheld where a part of one is left. */
  hide(words: string): string {
    if (this.texts.length === 0) return words;
    this.parts ??= partsOf(this.texts, part.ofAny);
    return withhold(words, without(words, this.texts), this.parts, part.ofAny);
  }

  /** The service's words about a cell that is a secret itself, with the values that it had and was to have. */
  hideAbout(words: string, values: readonly string[]): string {
    const own = values.filter((value) => value.trim() !== "");
    return withhold(words, without(this.hide(words), own), partsOf(own, part.ofItsOwn), part.ofItsOwn);
  }
}

/** Every text as which a value may be quoted: whole and by its items, plain and as JSON has it. */
function formsOf(value: CellValue): string[] {
  const items = Array.isArray(value) ? (value as readonly (string | number)[]).map(String) : [];
  const inner = isExpression(value) ? [value.expression.slice(1)] : [];
  const plain = [encodeValue(value, typeOf(value)), ...items, ...inner];
  return plain.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
}

function without(words: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => {
    const plain = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const pattern = secret.length >= certain ? plain : `(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`;
    return rest.replace(new RegExp(pattern, "giu"), "[secret]");
  }, words);
}

function withhold(words: string, clean: string, parts: ReadonlySet<string>, length: number): string {
  const left = clean.replaceAll("[secret]", "\n").toLowerCase();
  for (let start = 0; start + length <= left.length; start++) {
    if (parts.has(left.slice(start, start + length))) return noWords(words);
  }
  return clean;
}

/** The type of the error and its request id are the service's own, whatever it quotes. */
function noWords(words: string): string {
  const kept = [/\b[A-Z][A-Za-z]+Exception\b/.exec(words)?.[0], /request id [^)]*/.exec(words)?.[0]].filter(Boolean);
  return kept.length > 0 ? `${withheld} (${kept.join(", ")})` : withheld;
}

function partsOf(texts: readonly string[], length: number): ReadonlySet<string> {
  const parts = new Set<string>();
  for (const text of texts) {
    const lower = text.toLowerCase();
    for (let start = 0; start + length <= lower.length; start++) parts.add(lower.slice(start, start + length));
  }
  return parts;
}
