/**
 * What a run says of other writers' values. Whatever is replaced or removed of theirs is listed in full, because nothing else keeps it; what is
 * only left alone is counted after a few lines. Pure.
 */
import type { CellAddress } from "../core/cell-map";
import { cellKey } from "../core/cell-map";
import type { Change, Consent, Drift } from "../core/plan";
import { rowLabel } from "../core/row-key";
import { showValue, type Redact } from "../report/show-value";

/** Lines shown of what is left alone; the rest is counted. */
const shown = 10;

/** Lines of one warning about what is replaced or removed; more go into further warnings. */
const linesOfOne = 1000;

/** One line of a listing, and what tells it from others: a line is told once in a run. */
export interface ToldLine {
  readonly key: string;
  readonly text: string;
}

/** A listing of other writers' values. */
export interface Listing {
  readonly one: string;
  readonly many: string;
  readonly lines: readonly ToldLine[];
}

/** Whether the values are still to go, or went. */
export type Tense = "future" | "past";

/** Other writers' values among the changes, by what allows to replace or remove them. */
export function replacedValues(changes: readonly Change[], tense: Tense, redact: Redact): Listing[] {
  return (["overwrite", "exported", "refresh", "exclusive"] as const).map((consent) => ({
    ...titles(consent, tense),
    lines: changes.filter((change) => change.consent === consent).map((change) => lineOf(change, redact)),
  }));
}

function titles(consent: Consent, tense: Tense): Pick<Listing, "one" | "many"> {
  const [is, are] = tense === "future" ? ["will be", "will be"] : ["was", "were"];
  const [now, them] = tense === "future" ? ["it is", "they are"] : ["it was", "they were"];
  const both = (one: string, many: string, rest: (verb: string, value: string) => string) => ({
    one: `${one} ${rest(is, now)}`,
    many: `${many} ${rest(are, them)}`,
  });
  switch (consent) {
    case "overwrite":
      return both("value of another writer", "values of other writers", (verb, value) => {
        return `${verb} replaced or removed (onConflict: "overwrite"); ${value}`;
      });
    case "refresh":
      return both("value of another writer", "values of other writers", (verb, value) => {
        return `${verb} replaced or removed; \`pulumi refresh\` accepted ${value.startsWith("it") ? "it" : "them"} earlier; ${value}`;
      });
    case "exported":
      return both("live value", "live values", (verb, value) => `${verb} changed; ${value} as exported (\`exported\`)`);
    case "exclusive":
      return both("value", "values", (verb) => {
        return `that this program does not declare ${verb} deleted (ownership: "exclusive")`;
      });
  }
}

function lineOf(change: Change, redact: Redact): ToldLine {
  const show = (text: string | undefined) =>
    text === undefined ? "(none)" : showValue(text, change, redact, { whole: true });
  const values = change.consent === "exported" ? `${show(change.before)} → ${show(change.after)}` : show(change.before);
  return { key: `${cellKey(change)}\n${change.before ?? ""}`, text: `${placeOf(change)}: ${values}` };
}

/** Values that another writer changed and that this run leaves alone. */
export function driftListing(drift: readonly Drift[], redact: Redact): Listing {
  return {
    one: "value was edited outside of this program and left as it is; `pulumi refresh` shows it",
    many: "values were edited outside of this program and left as they are; `pulumi refresh` shows them",
    lines: drift.map((cell) => {
      const live = cell.live === undefined ? "(none)" : showValue(cell.live, cell, redact);
      const text = `${placeOf(cell)}: recorded ${showValue(cell.recorded, cell, redact)}, live ${live}`;
      return { key: `drift ${cellKey(cell)}\n${cell.live ?? ""}`, text };
    }),
  };
}

/** A listing as warnings: every line, in as many warnings as it takes. */
export function inFull({ one, many, lines }: Listing): string[] {
  const warnings: string[] = [];
  for (let start = 0; start < lines.length; start += linesOfOne) {
    const part = lines.slice(start, start + linesOfOne);
    const of = lines.length > linesOfOne ? ` (${start + 1} to ${start + part.length})` : "";
    const title = `${lines.length} ${lines.length === 1 ? one : many}${of}:`;
    warnings.push([title, ...part.map(({ text }) => `  ${text}`)].join("\n"));
  }
  return warnings;
}

/** A listing as one warning with its first lines, or none. */
export function inShort({ one, many, lines }: Listing): string[] {
  if (lines.length === 0) return [];
  const rest = lines.length > shown ? [`  … and ${lines.length - shown} more`] : [];
  const title = `${lines.length} ${lines.length === 1 ? one : many}:`;
  return [[title, ...lines.slice(0, shown).map(({ text }) => `  ${text}`), ...rest].join("\n")];
}

/** `row "Berlin", column "Opens"`. */
export function placeOf(cell: CellAddress): string {
  return `row "${rowLabel(cell.rowKey)}", column "${cell.attribute}"`;
}
