/** What this run has read of tables and done to their values. */
import { currentClock } from "../../aws/limiter";
import { cellKey, cellMap, type CellAddress, type Cells } from "../../core/cells/cell-map";
import type { Attributes } from "../../core/model";
import type { Change } from "../../core/values/plan";
import type { Seen } from "../../sync/values/prepare";

/** How long, in milliseconds, a read of a check may stand for one before the write: as long as a read and its write may lie apart anyway. */
const freshFor = 2000;

/** The contents of tables, as far as one run knows them. */
export class Contents {
  private readonly attributes = new Map<string, Attributes>();
  private readonly seen = new Map<string, Seen & { readonly at: number }>();
  private readonly removed = new Map<string, Set<string>>();
  private readonly deletes = new Map<string, number>();

  /** Remembers the columns that a check has read, so that the apply in the same process need not read them again. */
  rememberAttributes(table: string, attributes: Attributes): void {
    this.attributes.set(table, attributes);
  }

  /** Forgets the columns of every table and the cells that were seen in them: for whoever changes columns in this process. */
  forgetReads(): void {
    this.attributes.clear();
    this.seen.clear();
  }

  /** The columns that a check has read in this process. */
  checkedAttributes(table: string): Attributes | undefined {
    return this.attributes.get(table);
  }

  /** Remembers which cells a check has asked for and what was live of them, so that the apply in the same process need not read them again. */
  rememberSeen(table: string, urn: string, { asked, live }: Seen): void {
    this.seen.set(`${urn}\n${table}`, { asked, live, at: currentClock().now() });
  }

  /** What the check of a resource has just read in this process; `undefined` when it read nothing, or too long ago, or the table was written to since. */
  seenByCheck(table: string, urn: string): Seen | undefined {
    const seen = this.seen.get(`${urn}\n${table}`);
    return seen && currentClock().now() - seen.at < freshFor ? seen : undefined;
  }

  /** Notes that a delete of values on this table has begun. */
  beginDelete(table: string): void {
    this.deletes.set(table, (this.deletes.get(table) ?? 0) + 1);
  }

  /** Whether several deletes of values on this table are or were under way: two copies of one resource, for example. */
  hasSeveralDeletes(table: string): boolean {
    return (this.deletes.get(table) ?? 0) > 1;
  }

  /**
   * Remembers which cells this run has removed, and not created again: a read that lags behind may still show them. What checks saw of the
   * table is forgotten: it is no longer so.
   */
  rememberWritten(table: string, written: readonly (CellAddress & { readonly kind: Change["kind"] })[]): void {
    for (const key of this.seen.keys()) if (key.endsWith(`\n${table}`)) this.seen.delete(key);
    const removed = this.removed.get(table) ?? new Set<string>();
    this.removed.set(table, removed);
    for (const cell of written) {
      if (cell.kind === "delete") removed.add(cellKey(cell));
      else removed.delete(cellKey(cell));
    }
  }

  /** Tells whether this run removed a cell of the table; `undefined` when it has removed nothing from it. */
  removedFrom(table: string): ((cell: CellAddress) => boolean) | undefined {
    const removed = this.removed.get(table);
    return removed && removed.size > 0 ? (cell) => removed.has(cellKey(cell)) : undefined;
  }

  /** Recorded cells without those that another resource or copy has removed in this run: they are to be created again, and no drift. */
  withoutRemoved<T extends CellAddress>(table: string, cells: Cells<T>): Cells<T> {
    const isRemoved = this.removedFrom(table);
    return isRemoved ? cellMap(cells.filter((cell) => !isRemoved(cell))) : cells;
  }
}
