/**
 * The judge of one command. It follows every live value of every table: who had written it, whether a consent named it, and whether an output of
 * the command listed it. It knows the program, what state recorded before the command and what the service held; nothing of how the package plans.
 */
import { nameOf, type LogLine, type StackEntry } from "../../helpers/stack";
import { cellOf, type LiveValue, type StacksBench, type Truth } from "./bench";
import type { Decision } from "../decisions";
import { columns, initialColumn, rows, type World } from "./history";
import type { Ledger } from "./ledger";
import type { Pointed } from "./program";
import { textOf } from "../meaning";
import { allRecorded, isSame, labelOf, namesOf, namesOn, recordedCells, tableOf } from "./recorded";

/** What a command is. */
export interface Judged {
  readonly stack: number;
  readonly what: "up" | "destroy" | "read";
  readonly refreshes: boolean;
  /** The values resources of the program that the command works on; none for a destroy. */
  readonly pointed: readonly Pointed[];
  /** Names of the resources in `--target`; absent: all. */
  readonly targets?: readonly string[];
  /** Whether the stack is set to refuse what cannot be checked. */
  readonly strict?: boolean;
  /** Decisions about single conflicts that the command was given. */
  readonly decisions?: readonly Decision[];
}

/** How it ended. */
export interface Ended {
  readonly failure?: string;
  readonly isKilled: boolean;
  readonly messages: readonly LogLine[];
  readonly steps: readonly string[];
  readonly after: readonly StackEntry[];
}

/** A value that is not what it was. */
interface Loss {
  readonly cell: string;
  readonly old: LiveValue;
  readonly now?: LiveValue;
}

export class Watch {
  private readonly losses: Loss[] = [];
  /** Cells that came into being. */
  private readonly births: LiveValue[] = [];
  readonly edited = new Set<string>();
  readonly start: Truth;

  constructor(
    private readonly judged: Judged,
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly bench: StacksBench,
    private readonly before: readonly StackEntry[],
  ) {
    this.start = bench.truth();
    this.last = this.start;
    for (const decision of judged.decisions ?? []) {
      const cell = this.decidedCell(decision);
      if (cell !== undefined && decision.way === "live") ledger.left.set(cell, decision.live);
    }
  }

  private last: Truth;

  /** Takes note of what happened since the last look; only the package has written. */
  look(): void {
    const now = this.bench.truth();
    this.ledger.noteAuthors(this.judged.stack, now);
    for (const [cell, old] of this.last) {
      const value = now.get(cell);
      if (value?.identity !== old.identity) this.losses.push({ cell, old, now: value });
    }
    for (const [cell, value] of now) if (!this.last.has(cell)) this.births.push(value);
    this.last = now;
  }

  /** A person has written these cells. */
  edit(cells: readonly string[]): void {
    const now = this.bench.truth();
    this.ledger.noteEdits(cells, this.last, now);
    cells.forEach((cell) => this.edited.add(cell));
    this.last = now;
  }

  /** What is wrong with the command. */
  verdict(ended: Ended): string[] {
    this.look();
    const violations = [
      ...this.losses.flatMap((loss) => this.judgeLoss(loss, ended)),
      ...(this.judged.what === "read" ? this.judgeRead() : []),
    ];
    if (!ended.isKilled) {
      violations.push(
        ...this.judgeState(ended),
        ...this.judgeGoing(ended),
        ...this.judgeLetGo(ended),
        ...this.judgeRevivals(ended),
      );
      if (ended.failure === undefined && this.judged.what === "up") violations.push(...this.judgeProgram(ended));
      const isUnchecked = ended.messages.some(({ text }) => text.includes("[NOT_CHECKED]"));
      if (this.judged.strict && ended.failure === undefined && isUnchecked)
        violations.push("a strict command went on without a check");
    }
    return violations;
  }

  /** The table as a person calls it. */
  private show(cell: string): string {
    const [id = ""] = cell.split(" ");
    const table = this.bench.tables().find((each) => each.id === id);
    return `${table ? `${table.name} in instance ${table.instance}` : `a table that is gone (${id})`}, ${labelOf(cell)}`;
  }

  // Values that were replaced or removed

  private judgeLoss({ cell, old, now }: Loss, ended: Ended): string[] {
    const { ledger } = this;
    const { stack } = this.judged;
    if (isSame(cell, old.text, now?.text, ledger.service) || ledger.isOrphan(old)) return [];
    const author = ledger.authorOf(old);
    const recorded = allRecorded(this.before).get(cell) ?? [];
    const isSeen = recorded.some((text) => isSame(cell, text, old.text, ledger.service));
    const decided = this.decisionFor(cell, old.text);
    const isRace = this.world.lockLevel === "NONE" && this.edited.has(cell);
    const consent = isSeen ? "recorded" : (decided ?? this.consentFor(cell, old, now));
    const whose = author === "person" ? "a person's" : author === stack ? "this stack's own" : "the other stack's";
    const what = `${whose} value ${JSON.stringify(old.text)} of ${this.show(cell)} became ${JSON.stringify(now?.text) ?? "(none)"}; state recorded ${JSON.stringify(recorded)}`;
    if (consent === undefined) return [`no consent: ${what}`];
    if (decided === "live" && !isRace) return [`a decision left it, and yet ${what}`];
    if (!isRace && this.isOthers(old, now, isSeen, ended)) return [`of an initial column, and yet ${what}`];
    if (isSeen && this.isReleased(cell)) return [`released, and yet ${what}`];
    if (isSeen && (author === stack || ledger.isDeclared(stack, cell, old.text))) return [];
    if (ended.isKilled || consent === "race" || this.isListed(cell, old.text, ended.messages)) return [];
    return [`not listed (consent: ${consent}): ${what}`];
  }

  private consentFor(cell: string, old: LiveValue, now: LiveValue | undefined): string | undefined {
    if (this.world.lockLevel === "NONE" && this.edited.has(cell)) return "race";
    if (this.isInitialOnly(cell)) return this.exclusiveFor(old, now);
    for (const { declaration, id } of this.onTable(old.table)) {
      const value = declaration.cells.get(old.row)?.get(old.column);
      const isRecorded = this.entriesNamed(declaration.name, declaration.aliases).some((entry) =>
        recordedCells(entry).has(cell),
      );
      const isDeclared = value !== undefined && value !== null;
      if (declaration.overwrites && value !== null && (isDeclared || isRecorded)) return `overwrite of ${id}`;
      const seen = declaration.export?.exported && declaration.export.seen.get(cell);
      if (isDeclared && seen === old.identity) return `export of ${id}`;
    }
    if (this.before.some((entry) => entry.outputs.onConflict === "overwrite" && recordedCells(entry).has(cell)))
      return "overwrite in state";
    return this.exclusiveFor(old, now);
  }

  /** What may take away a value that no one declares, whoever wrote it. */
  private exclusiveFor({ table, row, column }: LiveValue, now: LiveValue | undefined): string | undefined {
    const exclusive = this.onTable(table).find(
      ({ declaration }) => declaration.isExclusive && declaration.cells.get(row)?.get(column) === undefined,
    );
    if (exclusive && now === undefined) return `exclusive ${exclusive.id}`;
    return this.isAllowedToGo(table) ? "allowDelete" : undefined;
  }

  // Decisions, and columns that others own

  /** The cell of a decision; `undefined` where its resource is not in the program. */
  private decidedCell({ resource, name }: Decision): string | undefined {
    const place = this.judged.pointed.find(({ declaration }) => declaration.name === resource)?.place;
    const table = place && this.bench.idOf(place);
    const [row = "", column = ""] = name.split(" / ");
    const index = rows.findIndex((each) => (each ?? "\\default") === row);
    return (
      table &&
      cellOf(
        table,
        index,
        columns.findIndex((each) => each.name === column),
      )
    );
  }

  /** The way that a decision chooses for a cell while this is what is live. */
  private decisionFor(cell: string, live: string | null): Decision["way"] | undefined {
    const { decisions = [] } = this.judged;
    return decisions.find((one) => one.live === live && this.decidedCell(one) === cell)?.way;
  }

  /** Whether a cell, where it is recorded at all, is recorded as others' only. */
  private isInitialOnly(cell: string): boolean {
    const [table = "", row, column] = cell.split(" ").map((part, index) => (index === 0 ? part : Number(part)));
    if (columns[Number(column)]?.name !== initialColumn) return false;
    const declared = this.onTable(String(table)).filter(({ declaration }) => {
      const value = declaration.cells.get(Number(row))?.get(Number(column));
      return value !== undefined && value !== null;
    });
    if (declared.length > 0) return declared.every(({ declaration }) => declaration.isInitial);
    const owners = this.before.filter((entry) => recordedCells(entry).has(cell));
    return owners.length > 0 && owners.every(isInitialIn);
  }

  /** Whether a value is others' to change: the program declares it in an `initial` column, and the resource did not begin anew. */
  private isOthers(old: LiveValue, now: LiveValue | undefined, isSeen: boolean, { steps }: Ended): boolean {
    const cell = cellOf(old.table, old.row, old.column);
    const fresh = freshNames(steps);
    const declared = this.onTable(old.table).filter(
      ({ declaration }) => typeof (declaration.cells.get(old.row)?.get(old.column) ?? null) !== "object",
    );
    if (declared.length === 0 || !this.isInitialOnly(cell) || this.isAllowedToGo(old.table)) return false;
    if (!isSeen) return true;
    const owned = declared.filter(({ declaration: { name, aliases } }) =>
      this.entriesNamed(name, aliases).some((entry) => recordedCells(entry).has(cell)),
    );
    return owned.length > 0 && now !== undefined && owned.every(({ declaration }) => !fresh.has(declaration.name));
  }

  /** Whether a table is gone, and state said that it may go with everything in it. */
  private isAllowedToGo(id: string): boolean {
    const copies = this.before.filter((entry) => entry.type === "DataTable" && tableOf(entry) === id);
    const mayGo = copies.some(({ outputs }) => outputs.allowDelete === true);
    return mayGo && !this.bench.tables().some((each) => each.id === id);
  }

  /** Whether the program says that a cell is none of its business, and no resource of it says otherwise. */
  private isReleased(cell: string): boolean {
    const [table = "", row, column] = cell.split(" ");
    const said = this.onTable(table).map(({ declaration }) => declaration.cells.get(Number(row))?.get(Number(column)));
    return said.includes(null) && said.every((value) => value === null || value === undefined);
  }

  private isListed(cell: string, text: string, messages: readonly LogLine[]): boolean {
    const [table = ""] = cell.split(" ");
    const names = namesOn(this.before, table);
    for (const { declaration } of this.onTable(table)) names.add(declaration.name);
    const label = labelOf(cell);
    return messages.some(
      ({ urn, text: message, process }) =>
        process === "update" &&
        names.has(nameOf(urn)) &&
        message
          .split("\n")
          .some((line) => line.includes(label) && (urn.includes(":DataTable::") || line.includes(text))),
    );
  }

  private judgeRead(): string[] {
    return [
      ...this.losses.map(({ cell }) => cell),
      ...this.births.map((value) => cellOf(value.table, value.row, value.column)),
    ].map((cell) => `a command that only reads changed ${this.show(cell)}`);
  }

  // What state says afterwards

  /** Nothing that state records may be missing, unless a person has removed it. */
  private judgeState({ after, failure }: Ended): string[] {
    const now = this.last;
    const wrong: string[] = [];
    for (const entry of after) {
      if (entry.delete || entry.pendingReplacement || !this.bench.tables().some(({ id }) => id === tableOf(entry)))
        continue;
      for (const [cell, text] of recordedCells(entry)) {
        if (text === null || now.has(cell) || this.ledger.removed.has(cell)) continue;
        // Nothing tells a targeted destroy of another owner; docs/conflicts.md says so.
        if (this.judged.what === "destroy" && this.judged.targets !== undefined) continue;
        const wasThere = this.start.has(cell) || !allRecorded(this.before).has(cell);
        // Of a resource that `--target` leaves out, or whose check an earlier refusal prevents, an exclusive one hears too late.
        const isExclusive = this.onTable(tableOf(entry)).some(({ declaration }) => declaration.isExclusive);
        const isUnseen = isExclusive && (this.judged.targets !== undefined || failure !== undefined);
        // A failed run may leave the state of a resource that it was still to delete, whose cells another owner gave up.
        const isLeaving = failure !== undefined && this.judged.what === "up" && !this.isPointed(entry);
        if (wasThere && !isUnseen && !isLeaving)
          wrong.push(`state of ${nameOf(entry.urn)} records ${this.show(cell)} = ${text}, which is not there`);
      }
    }
    return wrong;
  }

  /** What becomes of the cells of a resource that goes. */
  private judgeGoing(ended: Ended): string[] {
    if (this.judged.what === "read") return [];
    const { ledger } = this;
    const { stack } = this.judged;
    const left = allRecorded(ended.after);
    const wrong: string[] = [];
    for (const entry of this.before) {
      if (!this.isGone(entry, ended.after)) continue;
      const isMade = ledger.made.has(tableOf(entry));
      // The engine asks nobody to delete what goes with its table, and a table that was taken over is only let go.
      const isKept = entry.options.retainOnDelete === true || this.isGoneUrn(entry.options.deletedWith, ended.after);
      for (const [cell, text] of recordedCells(entry)) {
        if (text === null || left.has(cell) || this.edited.has(cell) || ledger.left.has(cell)) continue;
        const [old, now, origin] = [this.start.get(cell), this.last.get(cell), ledger.originOf(stack, cell)];
        if (!old || !isSame(cell, old.text, text, ledger.service)) continue;
        if (!isMade && origin === "found" && now?.identity !== old.identity && !this.isAllowedToGo(old.table))
          wrong.push(
            `${this.show(cell)} = ${old.text} was there before ${nameOf(entry.urn)} recorded it, and went with it`,
          );

        if (isInitialIn(entry) && ledger.authorOf(old) === "person") continue;
        if (isKept || origin !== "created" || ended.failure !== undefined || this.isReleased(cell)) continue;
        if (now?.identity === old.identity)
          wrong.push(`${this.show(cell)} = ${old.text} was created by ${nameOf(entry.urn)} and stayed when it went`);
      }
    }
    return wrong;
  }

  private isPointed({ urn }: StackEntry): boolean {
    return this.judged.pointed.some(({ declaration }) => declaration.name === nameOf(urn));
  }

  /** Whether no copy of a resource is on its table any more, under this name or a newer one. */
  private isGone(entry: StackEntry, after: readonly StackEntry[]): boolean {
    if (entry.type !== "DataTableValues") return false;
    return !after.some((other) => {
      if (other.type !== entry.type || tableOf(other) !== tableOf(entry)) return false;
      const names = this.judged.pointed.find(({ declaration }) => declaration.name === nameOf(other.urn))?.declaration
        .aliases;
      return isNamed(entry, nameOf(other.urn), names ?? []);
    });
  }

  private isGoneUrn(urn: string | undefined, after: readonly StackEntry[]): boolean {
    return urn !== undefined && !after.some((entry) => entry.urn === urn);
  }

  /** A table that was taken over stays when its resource goes, and an output of the run that deletes the resource says so. */
  private judgeLetGo({ after, messages, failure }: Ended): string[] {
    const gone = this.before.filter((entry) => {
      if (entry.type !== "DataTable" || entry.pendingReplacement) return false;
      const now = after.find((other) => other.type === entry.type && tableOf(other) === tableOf(entry));
      return now ? now.pendingReplacement === true : failure === undefined;
    });
    return gone.flatMap(({ urn, outputs, options }) => {
      const name = String(outputs.name);
      if (outputs.adopted !== true || options.retainOnDelete || outputs.allowDelete === true) return [];
      if (!this.bench.tables().some(({ id }) => id === outputs.dataTableId))
        return this.wasThere(String(outputs.dataTableId)) ? [`table ${name} was taken over and is deleted`] : [];
      const isTold = messages.some(
        (line) => namesOf({ urn, outputs }).includes(nameOf(line.urn)) && line.text.includes(name),
      );
      return isTold ? [] : [`table ${name} was taken over and let go, and nothing tells so`];
    });
  }

  /** Whether a table was there when the command began, as far as its values tell. */
  private wasThere(table: string): boolean {
    return [...this.start.values()].some((value) => value.table === table);
  }

  /** What a person removed stays away, where state knew it. */
  private judgeRevivals({ steps }: Ended): string[] {
    const { ledger } = this;
    const { stack } = this.judged;
    const fresh = freshNames(steps);
    return this.births.flatMap((value) => {
      const cell = cellOf(value.table, value.row, value.column);
      const owners = this.before.filter((entry) => typeof recordedCells(entry).get(cell) === "string");
      const isBack = this.decisionFor(cell, null) === "program";
      const wasRemoved = ledger.removed.delete(cell) && !this.edited.has(cell);
      const isMeant = this.onTable(value.table).some(({ declaration }) => {
        const isFresh =
          fresh.has(declaration.name) || !owners.some((entry) => isNamed(entry, declaration.name, declaration.aliases));
        return (declaration.overwrites && !this.isInitialOnly(cell)) || isFresh || isBack;
      });
      if (!wasRemoved || owners.length === 0 || isMeant || ledger.authorOf(value) !== stack) return [];
      return [`brought back ${this.show(cell)} = ${value.text}, which a person had removed`];
    });
  }

  /** After an `up` every declared cell is there as declared, or is in a dispute that state knew. */
  private judgeProgram({ after, messages }: Ended): string[] {
    const wrong: string[] = [];
    const recorded = allRecorded(this.before);
    for (const { declaration, place } of this.judged.pointed) {
      if (this.judged.targets && !this.judged.targets.includes(declaration.name)) continue;
      const table = this.bench.idOf(place);
      const entry = after.find(
        (each) => !each.delete && each.type === "DataTableValues" && nameOf(each.urn) === declaration.name,
      );
      if (table === undefined && declaration.cells.size === 0) continue;
      // Named by its id, a table that goes with everything in it goes before the values are checked; nothing tells its delete of them.
      if (table === undefined && entry && this.isAllowedToGo(tableOf(entry))) continue;
      if (table === undefined || !entry) {
        wrong.push(`${declaration.name} is declared, and ${entry ? "its table is not there" : "not in state"}`);
        continue;
      }
      for (const [cell, text] of declaredCells(declaration, table)) {
        const now = this.last.get(cell);
        if (isSame(cell, text, now?.text, this.ledger.service) || this.edited.has(cell)) continue;
        if (this.ledger.left.has(cell) && this.ledger.left.get(cell) === (now?.text ?? null)) continue;
        if (this.isInitialOnly(cell) && (now || recorded.has(cell))) continue;
        const isDispute = (recorded.get(cell) ?? []).some((one) => isSame(cell, one, text, this.ledger.service));
        const what = `${this.show(cell)} is declared as ${text} and live as ${now?.text ?? "(none)"}`;
        if (!isDispute) wrong.push(what);
        else if (this.judged.refreshes && !this.isListed(cell, now?.text ?? "", messages))
          wrong.push(`${what}, and nothing tells so`);
      }
    }
    return wrong;
  }

  // The program

  private onTable(table: string): Pointed[] {
    return this.judged.pointed.filter(({ place }) => this.bench.idOf(place) === table);
  }

  private entriesNamed(name: string, aliases: readonly string[]): StackEntry[] {
    return this.before.filter((entry) => isNamed(entry, name, aliases));
  }
}

/** Whether state says that others own the cells of the column once they have a value. */
function isInitialIn({ inputs }: StackEntry): boolean {
  return Array.isArray(inputs.initial) && inputs.initial.includes(initialColumn);
}

function isNamed(entry: StackEntry, name: string, aliases: readonly string[]): boolean {
  return [name, ...aliases].includes(nameOf(entry.urn));
}

/** The declared cells of a values resource, by cell of the table. */
export function declaredCells({ cells }: Pointed["declaration"], table: string): Map<string, string> {
  const declared = new Map<string, string>();
  for (const [row, inRow] of cells) {
    for (const [column, value] of inRow) if (value !== null) declared.set(cellOf(table, row, column), textOf(value));
  }
  return declared;
}

/** The resources of which a command made a new copy. */
export function freshNames(steps: readonly string[]): Set<string> {
  return new Set(steps.flatMap((step) => /^(?:create|replace) (.*)$/.exec(step)?.[1] ?? []));
}
