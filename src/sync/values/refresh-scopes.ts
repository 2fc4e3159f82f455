import type { Cells } from "../../core/cells/cell-map";
import type { LockChain } from "../../core/apply/lock-chain";
import type { LiveCell, LockLevel } from "../../core/model";
import type { Change } from "../../core/values/plan";
import type { CellTarget, TableGateway } from "../ports";

/**
 * Reads again the versions that new cells share with others: the table's by DescribeDataTable, the columns' by ListDataTableAttributes, a
 * row's by describing one of its cells. A row that has no cell yet has no version.
 */
export async function refreshScopes(
  creates: readonly Change[],
  options: {
    readonly gateway: TableGateway;
    readonly lockLevel: LockLevel | undefined;
    readonly chain: LockChain;
    readonly siblings: ReadonlyMap<string, CellTarget>;
    readonly observe: (cells: readonly CellTarget[]) => Promise<Cells<LiveCell>>;
  },
): Promise<void> {
  const { gateway, chain, lockLevel, siblings } = options;
  const [first] = creates;
  if (!first) return;
  if (lockLevel === "PRIMARY_VALUE") {
    const rows = [...new Set(creates.map((item) => item.rowKey))];
    const targets = rows.flatMap((row) => siblings.get(row) ?? []);
    if (targets.length > 0) await options.observe(targets);
  } else if (lockLevel === "ATTRIBUTE") {
    for (const { name, lockVersion } of await gateway.listAttributes()) {
      chain.observe({ rowKey: "", attribute: name }, lockVersion);
    }
  } else {
    chain.observe(first, (await gateway.describeTable()).lockVersion);
  }
}
