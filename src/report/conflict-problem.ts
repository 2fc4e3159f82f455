import type { Conflict } from "../core/values/plan";
import type { Problem } from "../core/problem";
import { cellLabel } from "../core/cells/row-key";
import { firstLines } from "../core/text";
import { entryText, resolutionFor } from "../core/values/resolve";
import { conflictTitles } from "./conflict-titles";
import { showValue, type Redact } from "./show-value";

const acceptFirst =
  "  - accept what is live: `pulumi refresh`, then check `pulumi preview --diff`; the next `pulumi up` writes the program's values over it,";

/** There is no state yet that a refresh could bring up to date. */
const adoptFirst =
  "  - take over the cells: `connect-data-tables export` writes their live values to a file; change them there, and `pulumi up` writes your changes,";

/** Without a base a forced replacement meets its own old values as if they were another writer's. */
const unreplace =
  "  - or, if the resource is being replaced (`--replace`, or tainted): `pulumi up` without `--replace`, after `pulumi state untaint`; it then knows what it wrote,";

/** A refresh does not take back what a person has decided. */
const decideAgain =
  "  - decide again about a cell that an earlier decision left to others: `pulumi refresh` keeps that decision,";

/** How conflicts can be decided one by one. */
export interface Decisions {
  /** The environment variable that takes the decisions. */
  readonly variable: string;
  /** The name of the resource. */
  readonly resource: string;
  /** Whether what is live can stay. */
  readonly mayStay: (conflict: Conflict) => boolean;
}

/** Conflicts shown in full; the rest is counted. */
const shown = 20;

/**
 * What someone else changed, and what to do about it: row, column, the three values, when and where, and how to resolve it. `written`: how many
 * cells this run wrote before it met the conflict.
 */
export function conflictProblem(
  conflicts: readonly Conflict[],
  options: {
    readonly table?: string;
    readonly written: number;
    readonly redact: Redact;
    /** Whether the resource is to be deleted. */
    readonly verb?: "delete";
    /** Absent where conflicts cannot be decided one by one. */
    readonly decide?: Decisions;
  },
): Problem {
  const count = conflicts.length === 1 ? "1 cell differs" : `${conflicts.length} cells differ`;
  const done =
    options.written === 0 ? "nothing was written" : `${options.written} other cells were written before it was found`;
  const lines = [
    `${options.table ? `${options.table}: ` : ""}${count} from what state records (another writer, or an interrupted update); ${done}.`,
    ...firstLines(conflicts, shown, (conflict) => describeConflict(conflict, options.redact)),
    "To resolve this:",
    ...(options.verb === "delete" ? waysToDelete : waysToWrite(conflicts)),
    ...(options.decide ? linesToCopy(conflicts.slice(0, shown), options.decide, options.redact) : []),
  ];
  return { code: "CONFLICT", severity: "error", message: lines.join("\n") };
}

/** A conflict that this run has shown in full already, as a warning. */
export function conflictAgain(problem: Problem): Problem {
  if (problem.code !== "CONFLICT") return problem;
  const [first = ""] = problem.message.split("\n");
  return { ...problem, message: first, hint: "The warning above shows the cells, and how to resolve this." };
}

function waysToWrite(conflicts: readonly Conflict[]): string[] {
  const isNew = conflicts.every(({ kind }) => kind === "exists");
  const left = conflicts.filter(({ wasLeft }) => wasLeft);
  return [
    ...(isNew ? [adoptFirst, unreplace] : left.length < conflicts.length ? [acceptFirst] : []),
    ...(left.length > 0 ? [decideAgain] : []),
    "  - or copy the live value into the program,",
    "  - or leave the cell to other writers: declare it as null, or leave it out of the rows and add it to `ignore`,",
    '  - or let this resource win: onConflict: "overwrite".',
  ];
}

const waysToDelete = [
  "  - delete the live values: `pulumi refresh`, then the same command again; it lists what it removes,",
  "  - or keep them in the table: declare them as null and run `pulumi up` before you remove the resource; or forget the whole resource with `pulumi state delete`.",
];

/** For each conflict and each way one line of a POSIX shell; the lines of several conflicts add up. */
function linesToCopy(conflicts: readonly Conflict[], decide: Decisions, redact: Redact): string[] {
  const { variable, resource } = decide;
  const lines = conflicts.flatMap((conflict) =>
    (["live", "program"] as const).flatMap((way) => {
      const { live, lockVersion = {} } = conflict;
      const value = live === undefined ? undefined : { value: live, lockVersion };
      const entry = resolutionFor({ resource, way }, conflict, value, redact(conflict));
      if (!entry || (way === "live" && !decide.mayStay(conflict))) return [];
      return [`export ${variable}="\${${variable}-}"'${entryText(entry)},'`];
    }),
  );
  return lines.length === 0 ? [] : [cellByCell, ...lines];
}

const cellByCell =
  '  - or decide cell by cell: copy one line for each cell, with the way "live" to leave it as it is or "program" to go on as the program says, and run the same command again:';

function describeConflict(conflict: Conflict, redact: Redact): string {
  const value = (text: string | undefined) => (text === undefined ? "(none)" : showValue(text, conflict, redact));
  const when = conflict.lastModifiedTime && ` at ${conflict.lastModifiedTime}`;
  const where = conflict.lastModifiedRegion && ` in ${conflict.lastModifiedRegion}`;
  return [
    `  ${cellLabel(conflict)} ${conflictTitles[conflict.kind]}`,
    `      recorded  ${value(conflict.recorded)}`,
    `      live      ${value(conflict.live)}${when || where ? `   changed${when ?? ""}${where ?? ""}` : ""}`,
    `      desired   ${value(conflict.desired)}`,
  ].join("\n");
}
