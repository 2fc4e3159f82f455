/**
 * What will happen, where a comparison of the inputs does not say it: made in a check, which has the plan, and read again by the report, which has
 * only what the engine printed. Pure.
 */
import { cellKey, compareCells, type CellAddress, type Cells } from "../core/cells/cell-map";
import { cellLabel, rowLabel } from "../core/cells/row-key";
import { visible } from "../core/text";
import type { CellFate, Fate } from "../core/values/fates";
import type { Move } from "../core/values/moves";
import type { Listing } from "./listings";
import type { ComparedInputs } from "./preview/compare-inputs";
import { showValue, type Redact } from "./show-value";

/** What a listing is about: cells with their fate, or columns. */
export type Told = Fate | "rename";

/** The code of the listing of each kind, and its title. */
const titles = {
  create: { code: "TO_CREATE", one: "value will be created", many: "values will be created" },
  update: { code: "TO_UPDATE", one: "value will be updated", many: "values will be updated" },
  delete: { code: "TO_DELETE", one: "value will be deleted", many: "values will be deleted" },
  release: {
    code: "RELEASED",
    one: "value will be released: it stays in the table and is no longer managed",
    many: "values will be released: they stay in the table and are no longer managed",
  },
  takeOver: {
    code: "TAKEN_OVER",
    one: "value will be taken over: it is live as declared, and not written",
    many: "values will be taken over: they are live as declared, and not written",
  },
  rename: {
    code: "RENAMED",
    one: "column is renamed; its values are not written",
    many: "columns are renamed; their values are not written",
  },
  unchanged: {
    code: "UNCHANGED",
    one: "difference in the inputs causes no write",
    many: "differences in the inputs cause no write",
  },
} as const satisfies Record<Told, Pick<Listing, "code" | "one" | "many">>;

/** What a code of these listings is about; `undefined` for any other code. */
export function toldBy(code: string | undefined): Told | undefined {
  return (Object.keys(titles) as Told[]).find((told) => titles[told].code === code);
}

/** What is known of a run beside the comparison. */
export interface Outcome<T> {
  readonly fates: Cells<CellFate>;
  /** Rows that the run moves. */
  readonly moves: readonly Move[];
  /** Columns of ours that have another name now: old name, new name. */
  readonly renames: readonly (readonly [string, string])[];
  /** Cells that are not known yet: nothing is said of them. */
  readonly isUnknown: (cell: CellAddress) => boolean;
  /** Whether the engine shows neither of two values of a cell. */
  readonly isHidden: (old: T, now: T) => boolean;
  readonly redact: Redact;
}

/** What to tell: every cell of which the comparison says something else, or says it in the same word as something else. */
export function outcomeListings<T extends CellAddress>(compared: ComparedInputs<T>, outcome: Outcome<T>): Listing[] {
  const { fates, moves, renames, isUnknown, isHidden } = outcome;
  const kinds = new Map(compared.changes.map((change) => [cellKey(change), change]));
  const differing = compared.changes.flatMap((change): CellFate[] => {
    const { rowKey, attribute, kind, old, now } = change;
    const cell = fates.get(change) ?? { rowKey, attribute, fate: "unchanged" as const };
    const isShown = cell.fate === kind && kind !== "release" && !(old && now && isHidden(old, now));
    return isShown ? [] : [cell];
  });
  const cells = [...differing, ...[...fates].filter((cell) => !kinds.has(cellKey(cell)))].filter(
    (cell) => !isUnknown(cell),
  );
  const kept = compared.moves.filter(({ from, to }) => !moves.some((move) => move.from === from && move.to === to));
  const lines: Record<Told, string[]> = {
    create: [],
    update: [],
    delete: [],
    release: [],
    takeOver: [],
    rename: [],
    unchanged: [],
  };
  for (const cell of cells.sort(compareCells)) lines[cell.fate].push(lineOf(cell, outcome.redact));
  lines.unchanged.push(...kept.map(moveLabel));
  lines.rename.push(...renames.map(([from, to]) => renameLabel(from, to)));
  return (Object.keys(titles) as Told[]).flatMap((told) => {
    const texts = lines[told].map((text) => ({ key: `${told} ${text}`, text }));
    return texts.length === 0 ? [] : [{ ...titles[told], severity: "info", lines: texts }];
  });
}

/** A row that moves, in one line. */
export function moveLabel({ from, to }: Move): string {
  return `row "${rowLabel(from)}" → row "${rowLabel(to)}"`;
}

/** A column with another name, in one line. */
function renameLabel(from: string, to: string): string {
  return `column "${visible(from)}" → column "${visible(to)}"`;
}

function lineOf(cell: CellFate, redact: Redact): string {
  const { fate, values } = cell;
  if (!values || fate === "create") return cellLabel(cell);
  const show = (text = "") => showValue(text, { ...cell, valueType: values.valueType }, redact, { whole: true });
  return `${cellLabel(cell)}: ${show(values.before)}${fate === "update" ? ` → ${show(values.after)}` : ""}`;
}
