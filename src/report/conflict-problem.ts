import type { Conflict } from "../core/plan";
import type { Problem } from "../core/problem";
import { rowLabel } from "../core/row-key";
import { conflictTitles } from "./conflict-titles";
import { showValue, type Redact } from "./show-value";

const acceptFirst =
  "  - accept what is live: `pulumi refresh`, then look at `pulumi preview --diff`; the next `pulumi up` writes the program's values over it,";

/** There is no state yet that a refresh could bring up to date. */
const adoptFirst =
  "  - take the cells over: `connect-data-tables export` writes them as they are live; change them in that file, and `pulumi up` writes what you changed,";

/** Conflicts shown in full; the rest is counted. */
const shown = 20;

/**
 * What somebody else changed, and what to do about it: row, column, the three values, when and where, and the ways out. `written`: how many
 * cells this run wrote before it met the conflict.
 */
export function conflictProblem(
  conflicts: readonly Conflict[],
  options: { readonly table?: string; readonly written: number; readonly redact: Redact },
): Problem {
  const count = conflicts.length === 1 ? "1 cell differs" : `${conflicts.length} cells differ`;
  const done =
    options.written === 0 ? "nothing was written" : `${options.written} other cells were written before it was met`;
  const rest = conflicts.length - shown;
  const lines = [
    `${options.table ? `${options.table}: ` : ""}${count} from what state records (another writer, or an interrupted run); ${done}.`,
    ...conflicts.slice(0, shown).map((conflict) => describeConflict(conflict, options.redact)),
    ...(rest > 0 ? [`  … and ${rest} more.`] : []),
    "To go on:",
    conflicts.every(({ kind }) => kind === "exists") ? adoptFirst : acceptFirst,
    "  - or take the live value into the program,",
    "  - or leave the cell to others: declare it as null, or add it to `ignore`,",
    '  - or let this resource win: onConflict: "overwrite".',
  ];
  return { code: "CONFLICT", severity: "error", message: lines.join("\n") };
}

function describeConflict(conflict: Conflict, redact: Redact): string {
  const value = (text: string | undefined) => (text === undefined ? "(none)" : showValue(text, conflict, redact));
  const when = conflict.lastModifiedTime && ` at ${conflict.lastModifiedTime}`;
  const where = conflict.lastModifiedRegion && ` in ${conflict.lastModifiedRegion}`;
  return [
    `  row "${rowLabel(conflict.rowKey)}", column "${conflict.attribute}" ${conflictTitles[conflict.kind]}`,
    `      recorded  ${value(conflict.recorded)}`,
    `      live      ${value(conflict.live)}${when || where ? `   changed${when ?? ""}${where ?? ""}` : ""}`,
    `      desired   ${value(conflict.desired)}`,
  ].join("\n");
}
