/** What the judge remembers from command to command. Nothing of the package is used here. */
import { nameOf, type StackEntry } from "../../helpers/stack";
import type { Storing } from "../meaning";
import { isByPerson, type LiveValue, type Truth } from "./bench";
import { allRecorded, isSame, recordedCells, tableOf } from "./recorded";

/**
 * Where a recorded cell of a table that a stack did not make comes from: `found` was live when the stack first recorded it, `created` was created by
 * the stack; `unsure` where state may rightly have lost that.
 */
export type Origin = "found" | "created" | "unsure";

/** A command that has ended. */
export interface Command {
  readonly stack: number;
  readonly before: readonly StackEntry[];
  readonly after: readonly StackEntry[];
  readonly start: Truth;
  readonly end: Truth;
  /** What the program declared, by cell. */
  readonly declares: ReadonlyMap<string, string>;
  /** Nothing went wrong, so what state says of where a cell comes from can be held to be known. */
  readonly isSmooth: boolean;
  /** Cells that a person wrote meanwhile. */
  readonly edited: ReadonlySet<string>;
  /** Names of the resources of which there is a new copy. */
  readonly fresh: ReadonlySet<string>;
}

export class Ledger {
  /** Request id → number of the stack that sent it. */
  private readonly authors = new Map<string, number>();
  /** Writes of commands that failed or died before state could take note of them, by identity. */
  private readonly orphans = new Set<string>();
  /** What each stack declared and recorded last, by cell. */
  private readonly declared = [new Map<string, string>(), new Map<string, string>()] as const;
  private readonly origins = [new Map<string, Origin>(), new Map<string, Origin>()] as const;
  /** Recorded cells that a person has removed. */
  readonly removed = new Set<string>();
  /** Cells that decisions left to others, with what was live; null: nothing. */
  readonly left = new Map<string, string | null>();
  /** Tables that a stack has made. */
  readonly made = new Set<string>();

  constructor(readonly service: Storing) {}

  /** Who wrote a value: the number of a stack, or `person`. */
  authorOf(value: LiveValue): number | "person" {
    return isByPerson(value) ? "person" : (this.authors.get(value.by) ?? "person");
  }

  /** Takes note of who wrote what is new. */
  noteAuthors(stack: number, now: Truth): void {
    for (const value of now.values()) {
      if (!isByPerson(value) && !this.authors.has(value.by)) this.authors.set(value.by, stack);
    }
  }

  isOrphan(value: LiveValue): boolean {
    return this.orphans.has(value.identity);
  }

  originOf(stack: number, cell: string): Origin | undefined {
    return this.origins[stack]?.get(cell);
  }

  /** Whether a value is what the stack itself declared last, so that taking it away loses nothing that the program does not know. */
  isDeclared(stack: number, cell: string, text: string): boolean {
    const declared = this.declared[stack]?.get(cell);
    return declared !== undefined && isSame(cell, declared, text, this.service);
  }

  /** A person removed or wrote cells. */
  noteEdits(cells: readonly string[], before: Truth, now: Truth): void {
    for (const cell of cells) {
      if (now.has(cell)) this.removed.delete(cell);
      else if (before.has(cell)) this.removed.add(cell);
    }
  }

  /** A resource went from one stack to another, with what is known of it. */
  noteMove(from: number, to: number, entries: readonly StackEntry[]): void {
    for (const cell of allRecorded(entries).keys()) {
      const [declared, origin] = [this.declared[from]?.get(cell), this.origins[from]?.get(cell)];
      if (declared !== undefined) this.declared[to]?.set(cell, declared);
      if (origin !== undefined) this.origins[to]?.set(cell, origin);
    }
  }

  /** A command has ended. */
  noteCommand(command: Command): void {
    const { stack, before, after, start, end, declares } = command;
    const recorded = allRecorded(after);
    for (const [cell, value] of end) {
      const isNew = start.get(cell)?.identity !== value.identity && !isByPerson(value);
      if (isNew && !recorded.has(cell)) this.orphans.add(value.identity);
    }
    for (const [cell, texts] of recorded) {
      const text = declares.get(cell);
      if (text !== undefined && texts.some((one) => isSame(cell, one, text, this.service)))
        this.declared[stack]?.set(cell, text);
    }
    this.noteOrigins(command);
    const known = new Set(before.map(tableOf));
    for (const entry of after) {
      if (entry.type === "DataTable" && !known.has(tableOf(entry)) && entry.outputs.adopted !== true)
        this.made.add(tableOf(entry));
    }
  }

  private noteOrigins(command: Command): void {
    const { stack, before, after, start, end, isSmooth, edited, fresh } = command;
    const origins = this.origins[stack];
    if (!origins) return;
    const known = ownersOf(before);
    const now = ownersOf(after);
    for (const cell of [...origins.keys()]) if (!now.has(cell)) origins.delete(cell);
    for (const [cell, owners] of now) {
      const origin = origins.get(cell);
      const owned = known.get(cell);
      if (owned && origin !== undefined) {
        // One resource may drop the cell, so that it goes, and another one make it anew; so does a new copy with a cell that a person removed.
        const isRemade = start.get(cell)?.identity !== end.get(cell)?.identity;
        const isAnothers = !owners.some((owner) => owned.includes(owner)) || owners.some((owner) => fresh.has(owner));
        if (isRemade && isAnothers) origins.set(cell, "unsure");
        if (origin === "created" && (!isSmooth || owners.some((owner) => fresh.has(owner))))
          origins.set(cell, "unsure");
        continue;
      }
      const live = start.get(cell);
      const isOurs = live !== undefined && this.authorOf(live) === stack;
      if (edited.has(cell) || isOurs) origins.set(cell, "unsure");
      else if (live) origins.set(cell, "found");
      else origins.set(cell, isSmooth ? "created" : "unsure");
    }
  }
}

/** Cell → the names of the resources that record it. */
function ownersOf(entries: readonly StackEntry[]): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const entry of entries) {
    for (const [cell, text] of recordedCells(entry)) {
      if (text !== null) owners.set(cell, [...(owners.get(cell) ?? []), nameOf(entry.urn)]);
    }
  }
  return owners;
}
