import type { Guard } from "../../../core/values/guard";
import type { Ignore, Exported } from "../../../core/values/intent";
import type { CellValue } from "../../../core/model";
import type { Move } from "../../../core/values/moves";
import type { Problem } from "../../../core/problem";
import type { SettingArgs } from "../../connection/settings";
import { unknownNames } from "../../host/engine-values";

/** Cells of one row: column → value. `null` releases the cell: it is forgotten and its live value left alone. */
export type RowInputs = Readonly<Record<string, CellValue | null>>;

/** The resource's inputs as the engine hands them to the provider: resolved, but in a preview with unknown parts. */
export interface ValuesInputs extends SettingArgs {
  readonly instanceId: string;
  readonly dataTableId: string;
  readonly primaryAttributes?: readonly string[];
  /** Row key → column → value. */
  readonly rows?: Readonly<Record<string, RowInputs>>;
  readonly defaults?: RowInputs;
  readonly ownership?: "declared" | "exclusive";
  readonly onConflict?: "fail" | "overwrite";
  readonly exported?: Exported;
  /** Refused: it does not say of which table. State of earlier releases may hold it. */
  readonly exportedAt?: string;
  readonly ignore?: Ignore;
  readonly initial?: readonly string[];
  readonly sensitive?: readonly string[];
  /** Both ends as row keys. */
  readonly moved?: readonly Move[];
  readonly renamed?: Readonly<Record<string, string>>;
  readonly guard?: Guard | false;
  readonly valueQuota?: number;
  /** The resource's URN: what tells two resources on one table apart. Names that begin with `__` are not displayed. */
  readonly __urn?: string;
  /** The URN of the `DataTable` that the argument `table` names; only `check` sees it. */
  readonly __table?: string;
  /** Cells (as `cellKey` makes them) whose value is a Pulumi secret: they are redacted in every message. */
  readonly __secretCells?: readonly string[];
  /** What the constructor found wrong; reported by `check`, together with everything else. */
  readonly __problems?: readonly Problem[];
  readonly __provider?: string;
}

/** The inputs as far as they are known: a setting that is not known yet in a preview is left out, and judged when it is. */
export function knownInputs(inputs: ValuesInputs): ValuesInputs {
  const names = [
    "ownership",
    "onConflict",
    "exported",
    "ignore",
    "initial",
    "sensitive",
    "moved",
    "guard",
    "valueQuota",
  ] as const;
  const unknown = unknownNames(inputs, names);
  return { ...inputs, ...Object.fromEntries(unknown.map((name) => [name, undefined])) };
}
