/**
 * The judge of one command. It knows the values that state recorded before the command (what a person has consented to), the program, and
 * what the service held before and after; nothing of how the package plans.
 */
import type { DataTableLockLevel } from "@aws-sdk/client-connect";
import { cellName, columns, rows, type Declared } from "./alphabet";
import type { Decision } from "./decisions";
import { meaning, textOf, type Storing } from "./meaning";
import type { Program } from "./program";
import { isForeign, type LiveValue, type Truth } from "./truth";

/** What a command may do. */
export interface Rules {
  readonly service: Storing;
  readonly lockLevel: DataTableLockLevel;
  /** What state recorded before the command, by cell name. */
  readonly recorded: ReadonlyMap<string, string>;
  readonly program: Pick<Program, "exclusive" | "isReleased" | "isInitial" | "movedRows" | "declared">;
  /** Whether edits of others may be overwritten: a destroy goes by what state records, everything else by the program. */
  readonly overwrite: boolean;
  /** Decisions about single conflicts that the command was given. */
  readonly decisions?: readonly Decision[];
  /** Cells that earlier decisions left to others, with what was live. */
  readonly left?: ReadonlyMap<string, string | null>;
  /** A destroy wants nothing. */
  readonly destroys: boolean;
}

/** Follows a command from one outside edit to the next. */
export class Watch {
  /** Cells that somebody wrote while the command ran. */
  private readonly edited = new Set<string>();
  readonly violations: string[] = [];

  constructor(
    private readonly rules: Rules,
    private before: Truth,
    /** Cells that somebody else removed since state recorded them. */
    private readonly removed: Set<string>,
  ) {}

  /** Judges what happened since the last look; only the package has written. */
  look(now: Truth): void {
    const { before, renamed } = this.withMoves(now);
    for (const name of new Set([...before.keys(), ...now.keys()]))
      this.judge(name, before.get(name), now.get(name), renamed);
    this.before = now;
  }

  /** Takes note of somebody else's writes; `now` is what the service holds after them. */
  edit(names: readonly string[], now: Truth): void {
    names.forEach((name) => this.edited.add(name));
    this.before = now;
  }

  private judge(name: string, old: LiveValue | undefined, now: LiveValue | undefined, renamed: Renamed): void {
    if (old?.text === now?.text && old?.by === now?.by) return;
    const at = renamed.get(name) ?? name;
    const recorded = this.rules.recorded.get(at) ?? this.rules.recorded.get(name);
    const theirs = this.judgeTheirs(name, { old, now, recorded });
    if (theirs !== undefined) this.violations.push(theirs);
    if (!old) {
      if (now && this.removed.delete(name) && recorded !== undefined) this.judgeRevival(name, recorded, now);
      return;
    }
    if (!isForeign(old) || this.isSame(old, now?.text) || this.isSame(old, recorded)) return;
    if (this.mayTake(name, old, now, recorded)) return;
    this.violations.push(
      `${now ? "overwrote" : "deleted"} somebody else's value of ${name}: ${show(old.text)} became ${show(now?.text)}; state recorded ${show(recorded)}`,
    );
  }

  /** Cells that the program leaves to others, whatever else it allows: initial ones that had a value, and those of which a decision says so. */
  private judgeTheirs(name: string, { old, now, recorded }: Seen): string | undefined {
    const { program, destroys, lockLevel } = this.rules;
    if (old && this.decided(name, old.text) === "live") return `changed ${name}, which a decision left to others`;
    if (this.edited.has(name) && lockLevel === "NONE") return undefined;
    const column = (old ?? now)?.column ?? -1;
    if (destroys || !program.isInitial(column) || !program.declared().has(name)) return undefined;
    const isOurs = recorded === undefined && (old === undefined || !isForeign(old));
    if (isOurs || (old === undefined && this.edited.has(name))) return undefined;
    return `wrote the initial ${name}, which had a value: ${show(old?.text)} became ${show(now?.text)}; state recorded ${show(recorded)}`;
  }

  /** The way that a decision chooses for a cell while this is what is live. */
  private decided(name: string, live: string | null): Decision["way"] | undefined {
    return this.rules.decisions?.find((one) => one.name === name && one.live === live)?.way;
  }

  /** A cell that somebody removed is theirs to stay away, unless the service could not tell us in time. */
  private judgeRevival(name: string, recorded: string, now: LiveValue): void {
    const { overwrite } = this.rules;
    if (this.decided(name, null) === "program") return;
    if (overwrite || this.edited.has(name) || meaning(nameOf(now), recorded, this.rules.service) === undefined) return;
    this.violations.push(
      `brought back ${name}, which somebody had removed: recorded ${show(recorded)}, now ${show(now.text)}`,
    );
  }

  private mayTake(name: string, old: LiveValue, now: LiveValue | undefined, recorded: string | undefined): boolean {
    const { program, lockLevel, destroys, overwrite } = this.rules;
    if (overwrite && !program.isInitial(old.column)) return true;
    if (this.decided(name, old.text) === "program") return true;
    if (lockLevel === "NONE" && this.edited.has(name)) return true;
    const isRemovable = program.exclusive && !destroys && !program.isReleased(old.row, old.column);
    const isNobodys =
      recorded === undefined || program.isInitial(old.column) || this.rules.left?.get(name) === old.text;
    return isRemovable && isNobodys && !program.declared().has(name) && now === undefined;
  }

  private isSame(value: LiveValue, text: string | undefined): boolean {
    const { service } = this.rules;
    return text !== undefined && meaning(nameOf(value), value.text, service) === meaning(nameOf(value), text, service);
  }

  /** The values from before under the keys that the program's moves gave them. */
  private withMoves(now: Truth): { before: Truth; renamed: Renamed } {
    const recordOf = (truth: Truth, row: number) => [...truth.values()].find((value) => value.row === row)?.recordId;
    const changesId = this.rules.service.recordIdOnKeyChange === "new";
    const target = new Map<number, number>();
    // From the tail of a chain: a key that another move has left may be taken.
    for (const [from, to] of [...this.rules.program.movedRows()].reverse()) {
      const [old, gone, arrived] = [recordOf(this.before, from), recordOf(now, from), recordOf(now, to)];
      const wasFree = recordOf(this.before, to) === undefined || target.has(to);
      if (
        old !== undefined &&
        arrived !== undefined &&
        wasFree &&
        (old === arrived || (changesId && gone === undefined))
      ) {
        target.set(from, to);
      }
    }
    const before = new Map<string, LiveValue>();
    const renamed = new Map<string, string>();
    for (const [name, value] of this.before) {
      const row = target.get(value.row) ?? value.row;
      const moved = cellName(row, value.column);
      before.set(moved, { ...value, row });
      if (moved !== name) renamed.set(moved, name);
    }
    return { before, renamed };
  }
}

/** One cell before and after. */
interface Seen {
  readonly old: LiveValue | undefined;
  readonly now: LiveValue | undefined;
  readonly recorded: string | undefined;
}

/** Name of a moved cell → its name before. */
type Renamed = ReadonlyMap<string, string>;

/** Whether state records that others' edits may be overwritten. */
export function recordsOverwrite(outputs: object | undefined): boolean {
  return (outputs as { onConflict?: string } | undefined)?.onConflict === "overwrite";
}

/** The values that state records, by cell name. */
export function recordedTexts(outputs: object | undefined): Map<string, string> {
  const { rows: table = {}, defaults } = (outputs ?? {}) as {
    rows?: Record<string, Record<string, Declared | null>>;
    defaults?: Record<string, Declared | null>;
  };
  const recorded = new Map<string, string>();
  for (const [rowKey, cells] of [...Object.entries(table), ["\\default", defaults ?? {}] as const]) {
    const row = rows.findIndex((each) => each.rowKey === rowKey);
    for (const [name, value] of Object.entries(cells)) {
      const column = columns.findIndex((each) => each.name === name);
      if (value !== null) recorded.set(cellName(row, column), textOf(value));
    }
  }
  return recorded;
}

function nameOf(value: LiveValue): string {
  return columns[value.column]?.name ?? "";
}

function show(text: string | undefined): string {
  return text === undefined ? "(none)" : JSON.stringify(text);
}
