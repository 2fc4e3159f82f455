import type { CellAddress } from "../../core/cells/cell-map";
import { foldRow, rowKey } from "../../core/cells/row-key";
import type { Attributes, LiveCell, PrimaryValues } from "../../core/model";
import type { SchemaPlan } from "../../core/schema/steps";
import { activeMoves } from "../../core/values/moves";
import { movesOf } from "../compare/table";
import type { TableFile } from "../format/table-file";
import { fileCells, rowsByKey } from "../read/declared-cells";

/** Live addresses in the words of a file: its names of columns, its moved rows, its spelling of keys. */
export class FileAddresses {
  private readonly fileNames: ReadonlyMap<string, string>;
  private readonly liveNames: ReadonlyMap<string, string>;
  private readonly spelling: ReadonlyMap<string, string>;
  private readonly moves: ReadonlyMap<string, string>;
  private readonly fold: (primaryValues: PrimaryValues) => string;

  constructor(file: TableFile, attributes: Attributes, { steps }: SchemaPlan, live: readonly LiveCell[]) {
    const renames = steps.flatMap((step) =>
      step.kind === "updateAttribute" ? [[step.before.name, step.after.name] as const] : [],
    );
    this.fileNames = new Map(renames);
    this.liveNames = new Map(renames.map(([before, after]) => [after, before]));
    this.fold = foldRow(attributes);
    const rows = [...rowsByKey(file)];
    this.spelling = new Map(rows.map(([key, { primaryValues }]) => [this.fold(primaryValues), key]));
    const liveRows = new Set(live.map((cell) => this.rowOf(cell.primaryValues)));
    const moves = activeMoves(movesOf(file), liveRows, fileCells(file).declared.rows);
    this.moves = new Map(moves.map(({ from, to }) => [from, to]));
  }

  /** Where the file has a live cell, or would have it. */
  of(primaryValues: PrimaryValues, attribute: string): CellAddress {
    const row = this.rowOf(primaryValues);
    return { rowKey: this.moves.get(row) ?? row, attribute: this.fileName(attribute) };
  }

  /** What the live table calls a column of the file. */
  liveName(column: string): string {
    return this.liveNames.get(column) ?? column;
  }

  private fileName(column: string): string {
    return this.fileNames.get(column) ?? column;
  }

  private rowOf(primaryValues: PrimaryValues): string {
    const renamed = Object.fromEntries(
      Object.entries(primaryValues).map(([name, value]) => [this.fileName(name), value]),
    );
    return this.spelling.get(this.fold(renamed)) ?? rowKey(renamed);
  }
}
