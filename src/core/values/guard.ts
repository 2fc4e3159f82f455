import type { CellAddress, Cells } from "../cells/cell-map";
import { defaultRowKey } from "../cells/row-key";

/** How much of a table one update may change. An update that exceeds it stops with `GUARD`, which shows how to allow that change once. */
export interface Guard {
  /** Percentage of the recorded cells that an update may change. Default: 30. */
  readonly maxUpdatePercent?: number;
  /** Percentage of the recorded cells that an update may delete. Default: 30. */
  readonly maxDeletePercent?: number;
  /** Number of recorded rows from which the percentages apply. Default: 10. */
  readonly minimumRows?: number;
  /** Whether an update may remove all recorded rows of a table. Default: false. */
  readonly allowEmpty?: boolean;
}

/** The defaults of `Guard`. */
const defaultGuard = { maxUpdatePercent: 30, maxDeletePercent: 30, minimumRows: 10, allowEmpty: false } as const;

/** How many cells a run would update and delete. */
interface Extent {
  readonly updates: number;
  readonly deletes: number;
}

/** What the guard looks at: what is ours (ignored and moved cells left out), what will be, and what no one declared and would go. */
export interface GuardInput {
  readonly recorded: Cells<CellAddress>;
  readonly extent: Extent;
  readonly desiredRows: number;
  /** Undeclared cells that exclusive mode would delete; they count as deletes and towards the whole. */
  readonly foreign: readonly CellAddress[];
}

/** Why the guard stops the run; `undefined` when it does not. */
export function guardRefusal(guard: Guard | false | undefined, input: GuardInput): string | undefined {
  if (guard === false) return undefined;
  const rules = { ...defaultGuard, ...guard };
  const rows = new Set([...input.recorded.rows.keys(), ...input.foreign.map((cell) => cell.rowKey)]);
  rows.delete(defaultRowKey);
  if (!rules.allowEmpty && rows.size > 0 && input.desiredRows === 0) {
    return `the program declares no rows, but state records ${rows.size}: this would empty the table.`;
  }
  if (rows.size < rules.minimumRows) return undefined;
  const cells = input.recorded.size + input.foreign.length;
  const share = (count: number) => (100 * count) / cells;
  const { updates, deletes } = input.extent;
  const broken = [
    share(updates) > rules.maxUpdatePercent &&
      `it would update ${updates} of ${cells} cells (${percent(share(updates))}, allowed ${percent(rules.maxUpdatePercent)})`,
    share(deletes) > rules.maxDeletePercent &&
      `it would delete ${deletes} of ${cells} cells (${percent(share(deletes))}, allowed ${percent(rules.maxDeletePercent)})`,
  ].filter(Boolean);
  return broken.length > 0 ? `the change is larger than the guard allows: ${broken.join("; ")}.` : undefined;
}

/** Whether one of the allowances names this resource and exactly this extent: `store-hours:40/0`, several separated by commas. */
export function isAllowed(allowances: string | undefined, resource: string, extent: Extent): boolean {
  const wanted = allowance(resource, extent);
  return (allowances ?? "").split(",").some((text) => text.trim() === wanted);
}

/** The allowance that lets exactly this extent pass once. */
export function allowance(resource: string, { updates, deletes }: Extent): string {
  return `${resource}:${updates}/${deletes}`;
}

function percent(share: number): string {
  return `${Number(share.toFixed(1))}%`;
}
