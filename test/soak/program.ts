/** The program of a history: what it declares now, and as inputs of the resource. */
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import { cellName, columns, defaultRow, rows, type Declared } from "./alphabet";
import type { Change } from "./history";

/** Settings of `initial`; no column that `ignore` names. */
const initials = [[], ["Seats"], ["Opens", "Seats"]] as const;

const ignores = [undefined, { columns: ["Open"] }, { rows: ["T*"] }] as const;

/** A program that changes step by step. */
export class Program {
  /** Row → column → value; null releases. */
  private readonly cells = new Map<number, Map<number, Declared | null>>();
  private moves: { from: number; to: number }[] = [];
  private ignore: 0 | 1 | 2 = 0;
  private initial: 0 | 1 | 2 = 0;
  private readonly everInitial = new Set<number>();
  exclusive = false;
  overwrite = false;

  apply(change: Change): void {
    switch (change.kind) {
      case "set":
        this.put(change.row, change.column, valueOf(change.column, change.value));
        return;
      case "null":
        this.put(change.row, change.column, null);
        return;
      case "drop":
        this.cells.get(change.row)?.delete(change.column);
        return;
      case "dropRow":
        this.cells.delete(change.row);
        return;
      case "fill":
        for (let row = 0; row < defaultRow; row++) {
          columns.forEach((_, column) => this.put(row, column, valueOf(column, change.value)));
        }
        return;
      case "move":
        this.move(change.row, change.to);
        return;
      case "ownership":
        this.exclusive = change.exclusive;
        return;
      case "onConflict":
        this.overwrite = change.overwrite;
        return;
      case "ignore":
        this.ignore = change.ignore;
        return;
      case "initial":
        this.initial = change.initial;
        columns.forEach((_, column) => this.isInitial(column) && this.everInitial.add(column));
    }
  }

  /** Forgets the moves. */
  settleMoves(): void {
    this.moves = [];
  }

  get hasMoves(): boolean {
    return this.moves.length > 0;
  }

  /** Where the program moves a row, by cell names' row keys: from → to. */
  movedRows(): readonly (readonly [number, number])[] {
    return this.moves.map(({ from, to }) => [from, to] as const);
  }

  /** The declared cells by name. */
  declared(): Map<string, Declared> {
    const all = new Map<string, Declared>();
    this.forEach((row, column, value) => {
      if (value !== null) all.set(cellName(row, column), value);
    });
    return all;
  }

  /** Whether the program says that a cell is nobody's business of its: `null`, or ignored. */
  isReleased(row: number, column: number): boolean {
    return this.isIgnored(row, column) || this.cells.get(row)?.get(column) === null;
  }

  /** Whether others own the cells of a column once they have a value. */
  isInitial(column: number): boolean {
    const names: readonly string[] = initials[this.initial];
    return names.includes(columns[column]?.name ?? "");
  }

  /** Whether a column is or was once initial. */
  wasInitial(column: number): boolean {
    return this.everInitial.has(column);
  }

  /** The arguments of the resource that say all this. */
  inputs(): Partial<ValuesInputs> {
    const table: Record<string, Record<string, Declared | null>> = {};
    this.forEach((row, column, value) => {
      const rowKey = rows[row]?.rowKey ?? "";
      table[rowKey] = { ...table[rowKey], [columns[column]?.name ?? ""]: value };
    });
    const { "\\default": defaults, ...keyed } = table;
    return {
      rows: keyed,
      ...(defaults && { defaults }),
      ownership: this.exclusive ? "exclusive" : "declared",
      onConflict: this.overwrite ? "overwrite" : "fail",
      ...(this.ignore > 0 && { ignore: ignores[this.ignore] }),
      ...(this.initial > 0 && { initial: initials[this.initial] }),
      ...(this.moves.length > 0 && {
        moved: this.moves.map(({ from, to }) => ({ from: rows[from]?.rowKey ?? "", to: rows[to]?.rowKey ?? "" })),
      }),
      guard: false,
    };
  }

  private forEach(visit: (row: number, column: number, value: Declared | null) => void): void {
    for (const [row, cells] of this.cells) {
      for (const [column, value] of cells) if (!this.isIgnored(row, column)) visit(row, column, value);
    }
  }

  private isIgnored(row: number, column: number): boolean {
    return (
      (this.ignore === 1 && columns[column]?.name === "Open") || (this.ignore === 2 && rows[row]?.store === "TEST")
    );
  }

  private put(row: number, column: number, value: Declared | null): void {
    // A row that is declared again cannot be the source of a move: the package refuses that at preview.
    this.moves = this.moves.filter(({ from }) => from !== row);
    this.cells.set(row, (this.cells.get(row) ?? new Map<number, Declared | null>()).set(column, value));
  }

  /** A row goes to a key that the program does not declare; older moves of either row would contradict. */
  private move(from: number, to: number): void {
    const row = this.cells.get(from);
    if (from === to || !row || row.size === 0 || (this.cells.get(to)?.size ?? 0) > 0) return;
    this.cells.delete(from);
    this.cells.set(to, row);
    this.moves = [
      ...this.moves.filter((move) => ![move.from, move.to].some((end) => end === from || end === to)),
      { from, to },
    ];
  }
}

function valueOf(column: number, index: number): Declared {
  const values = columns[column]?.declared ?? [];
  return values[index % values.length] ?? "";
}
