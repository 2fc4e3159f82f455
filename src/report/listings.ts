/**
 * What a run says of other writers' values. Whatever is replaced or removed of theirs is listed in full, because nothing else keeps it; what is
 * only left alone is counted after a few lines. Pure.
 */
import { cellKey, type CellAddress } from "../core/cells/cell-map";
import type { Change, Consent, Drift, Kept } from "../core/values/plan";
import type { Problem, ProblemCode } from "../core/problem";
import { cellLabel } from "../core/cells/row-key";
import { firstLines } from "../core/text";
import { showValue, type Redact } from "./show-value";

/** Lines told of what is left alone. */
const most = 10;

/** Lines of one message; more go into further messages. */
const linesOfOne = 1000;

/** One line of a listing, and what tells it from others: a line is told once in a run. */
interface ToldLine {
  readonly key: string;
  readonly text: string;
}

/** A listing of other writers' values. */
export interface Listing {
  readonly code: ProblemCode;
  /** Default: `warning`. */
  readonly severity?: "info";
  /** Lines that are told; the rest is counted. Default: all. */
  readonly most?: number;
  readonly one: string;
  readonly many: string;
  readonly lines: readonly ToldLine[];
}

/** Whether the values are still to go, or went. */
export type Tense = "future" | "past";

/** Other writers' values among the changes, by what allows to replace or remove them; no listing where there are none. */
export function replacedValues(changes: readonly Change[], tense: Tense, redact: Redact): Listing[] {
  return (["overwrite", "resolved", "exported", "refresh", "recorded", "exclusive"] as const).flatMap((consent) => {
    const lines = changes.filter((change) => change.consent === consent).map((change) => lineOf(change, redact));
    return lines.length === 0 ? [] : [{ code: "REPLACED", ...titleOf(consent, tense), lines }];
  });
}

/** Words of a title that differ by number and tense. */
interface Words {
  readonly are: string;
  readonly theyAre: string;
  readonly them: string;
}

const words: Readonly<Record<Tense, { readonly one: Words; readonly many: Words }>> = {
  future: {
    one: { are: "will be", theyAre: "it is", them: "it" },
    many: { are: "will be", theyAre: "they are", them: "them" },
  },
  past: {
    one: { are: "was", theyAre: "it was", them: "it" },
    many: { are: "were", theyAre: "they were", them: "them" },
  },
};

const others = { one: "value of another writer", many: "values of other writers" } as const;

const titles: Readonly<
  Record<Consent, { readonly one: string; readonly many: string; readonly rest: (words: Words) => string }>
> = {
  overwrite: {
    ...others,
    rest: ({ are, theyAre }) => `${are} replaced or removed (onConflict: "overwrite"); ${theyAre}`,
  },
  resolved: {
    ...others,
    rest: ({ are, theyAre }) => `${are} replaced or removed (\`resolve\`: program); ${theyAre}`,
  },
  exported: {
    one: "live value",
    many: "live values",
    rest: ({ are, theyAre }) => `${are} changed; ${theyAre} as exported (\`exported\`)`,
  },
  refresh: {
    ...others,
    rest: ({ are, theyAre, them }) =>
      `${are} replaced or removed; \`pulumi refresh\` accepted ${them} earlier; ${theyAre}`,
  },
  recorded: {
    one: "recorded value",
    many: "recorded values",
    rest: ({ are, theyAre, them }) => `${are} replaced or removed; state does not record who wrote ${them}; ${theyAre}`,
  },
  exclusive: {
    one: "value",
    many: "values",
    rest: ({ are }) => `that this program does not declare ${are} deleted (ownership: "exclusive")`,
  },
};

function titleOf(consent: Consent, tense: Tense): Pick<Listing, "one" | "many"> {
  const { one, many, rest } = titles[consent];
  return { one: `${one} ${rest(words[tense].one)}`, many: `${many} ${rest(words[tense].many)}` };
}

function lineOf(change: Change, redact: Redact): ToldLine {
  const show = (text: string | undefined) =>
    text === undefined ? "(none)" : showValue(text, change, redact, { whole: true });
  const values = change.consent === "exported" ? `${show(change.before)} → ${show(change.after)}` : show(change.before);
  return { key: `${cellKey(change)}\n${change.before ?? ""}`, text: `${cellLabel(change)}: ${values}` };
}

/** Values that another writer changed and that this run leaves alone. */
export function driftListing(drift: readonly Drift[], redact: Redact): Listing {
  return {
    code: "DRIFT",
    most,
    one: "value was edited outside of this program and left as it is; `pulumi refresh` shows it",
    many: "values were edited outside of this program and left as they are; `pulumi refresh` shows them",
    lines: drift.map((cell) => {
      const live = cell.live === undefined ? "(none)" : showValue(cell.live, cell, redact);
      const text = `${cellLabel(cell)}: recorded ${showValue(cell.recorded, cell, redact)}, live ${live}`;
      return { key: `drift ${cellKey(cell)}\n${cell.live ?? ""}`, text };
    }),
  };
}

/** Cells that are left to others, and what comes of them. */
export function keptListings(
  kept: readonly Kept[],
  isDeclared: (cell: CellAddress) => boolean,
  redact: Redact,
): Listing[] {
  const linesOf = (cells: readonly Kept[]) =>
    cells.map((cell) => {
      const live = cell.live === undefined ? "(none)" : showValue(cell.live, cell, redact);
      return { key: `kept ${cellKey(cell)}\n${cell.live ?? ""}`, text: `${cellLabel(cell)}: live ${live}` };
    });
  const initial = kept.filter(({ by }) => by === "initial");
  const staying = initial.filter(isDeclared);
  const going = initial.filter((cell) => !isDeclared(cell));
  const released = kept.filter((cell) => cell.by !== "initial" && !isDeclared(cell));
  return [
    { code: "INITIAL_KEPT", most, ...keptWords.staying, lines: linesOf(staying) },
    { code: "INITIAL_KEPT", most, ...keptWords.going, lines: linesOf(going) },
    { code: "VALUES_STAY", most, ...keptWords.released, lines: linesOf(released) },
  ];
}

const keptWords = {
  staying: {
    one: "value was there before the initial value and stays",
    many: "values were there before the initial values and stay",
  },
  going: {
    one: "value of an `initial` column is no longer the one that was written, and stays",
    many: "values of `initial` columns are no longer those that were written, and stay",
  },
  released: {
    one: "value of another writer stays, as `resolve` said, and state forgets it",
    many: "values of other writers stay, as `resolve` said, and state forgets them",
  },
} as const;

/** Initial values that the program changes: the cells have been written before. */
export function initialListing(cells: readonly CellAddress[]): Listing {
  return {
    code: "INITIAL_KEPT",
    most,
    one: "value of an `initial` column changed in the program and is not written: the cell had its first value before",
    many: "values of `initial` columns changed in the program and are not written: the cells had their first values before",
    lines: cells.map((cell) => ({ key: `initial ${cellKey(cell)}`, text: cellLabel(cell) })),
  };
}

/** A listing as messages, as many as its lines take; none where there are no lines. */
export function messagesOf({ code, severity, one, many, lines, most = lines.length }: Listing): Problem[] {
  const title = `${lines.length} ${lines.length === 1 ? one : many}`;
  const told = firstLines(lines, most, ({ text }) => `  ${text}`);
  const parts = Array.from({ length: Math.ceil(told.length / linesOfOne) }, (_, index) => index * linesOfOne);
  return parts.map((start) => {
    const part = told.slice(start, start + linesOfOne);
    const of = parts.length > 1 ? ` (${start + 1} to ${start + part.length})` : "";
    return { code, severity: severity ?? "warning", message: [`${title}${of}:`, ...part].join("\n") };
  });
}

/** Spellings that the service changed. */
export function rewrittenListing(settled: readonly (CellAddress & { readonly rewritten?: boolean })[]): Listing {
  return {
    code: "REWRITTEN",
    most,
    one: "value is stored by the service in a different spelling; the declared one stays in state",
    many: "values are stored by the service in a different spelling; the declared ones stay in state",
    lines: settled.filter((cell) => cell.rewritten).map((cell) => ({ key: cellKey(cell), text: cellLabel(cell) })),
  };
}

/** Cells that stay although their resource goes: they were in the table before it. */
export function foundListing(found: readonly CellAddress[]): Listing {
  return {
    code: "VALUES_STAY",
    most,
    one: "value stays: it was in the table before this resource first recorded it, and this stack did not create the table",
    many: "values stay: they were in the table before this resource first recorded them, and this stack did not create the table",
    lines: found.map((cell) => ({ key: `found ${cellKey(cell)}`, text: cellLabel(cell) })),
  };
}
