/** Which resource of this run claims which cells. */
import { cellOf, type CellAddress, type Cells } from "../../core/cells/cell-map";
import { resourceName, withoutStack } from "./urn";

/** One resource's claim on the cells of one table. */
export interface Claim {
  readonly urn: string;
  /** Region, instance and table as one string. */
  readonly table: string;
  readonly exclusive: boolean;
  readonly cells: Cells<CellAddress>;
  /** Cells that the resource forgets without a write: an old copy of it leaves them too. */
  readonly isReleased: (cell: CellAddress) => boolean;
  /** Cells that the resource declares as `null`: their live value is to be left alone, by every resource of the program. */
  readonly isNull: (cell: CellAddress) => boolean;
  /** The program's inputs. */
  readonly inputs: object;
}

/** A claim that another one contradicts, with one cell of the overlap (none beside an exclusive one). */
interface Overlap {
  readonly other: Claim;
  readonly cell?: CellAddress;
}

/** The claims of one run. */
export class Claims {
  private readonly claims = new Map<string, Claim>();
  private readonly checked = new Set<string>();

  /** Makes or renews a resource's claim, and says which other claims it contradicts. */
  make(claim: Claim): Overlap[] {
    this.claims.set(claim.urn, claim);
    return this.ofOthers(claim.table, claim.urn).flatMap((other) => {
      if (claim.exclusive || other.exclusive) return [{ other }];
      const cell = sharedCell(claim.cells, other.cells);
      return cell ? [{ other, cell }] : [];
    });
  }

  private ofOthers(table: string, urn: string): Claim[] {
    return [...this.claims.values()].filter((claim) => claim.table === table && claim.urn !== urn);
  }

  /** Notes that check has run for this resource. */
  markChecked(urn: string): void {
    this.checked.add(urn);
  }

  /** Whether check has run for this resource in this process: then a diff is part of a plan, and otherwise of a refresh or about a dependency. */
  wasChecked(urn: string): boolean {
    return this.checked.has(urn);
  }

  /** Whether another resource of this run declares a cell of the table, with a value or as `null`. */
  declaredByOthers(table: string, urn: string): (cell: CellAddress) => boolean {
    const others = this.ofOthers(table, urn);
    return (cell) => others.some((claim) => claim.cells.has(cell) || claim.isNull(cell));
  }

  /** The claim of the resource itself on this table: then what is deleted is an old copy of a resource that lives on. */
  own(table: string, urn: string): Claim | undefined {
    const claim = [...this.claims.values()].find((one) => withoutStack(one.urn) === withoutStack(urn));
    return claim?.table === table ? claim : undefined;
  }

  /** Whether a delete leaves a cell: another resource, or the new copy of this one, declares or releases it. */
  leftByDelete(table: string, urn: string): (cell: CellAddress) => boolean {
    const byOthers = this.declaredByOthers(table, urn);
    const own = this.own(table, urn);
    return (cell) => byOthers(cell) || (own !== undefined && (own.cells.has(cell) || own.isReleased(cell)));
  }

  /** The names of the resources of the program that fill a table. */
  claimants(table: string): string[] {
    return [...this.claims.values()]
      .filter((claim) => claim.table === table)
      .map(({ urn }) => resourceName({ __urn: urn }));
  }
}

function sharedCell(cells: Cells<CellAddress>, others: Cells<CellAddress>): CellAddress | undefined {
  for (const rowKey of cells.rows.keys()) {
    const row = others.row(rowKey);
    const shared = row.length > 0 && cells.row(rowKey).find((cell) => cellOf(row, cell.attribute));
    if (shared) return shared;
  }
  return undefined;
}
