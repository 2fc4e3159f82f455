/** What an experiment works with. */
import type { Value } from "../experiment";
import type { Session } from "./session";
import type { TableName } from "./shapes";
import type { Table } from "./table";

/** A run, as experiments see it. */
export interface Lab {
  readonly session: Session;
  readonly instanceId: string;
  readonly region: string;
  /** Whether a scratch table may be filled up to its quota. */
  readonly fillsQuota: boolean;
  /** The scratch table of a name; made when it is first asked for. */
  table(name: TableName): Promise<Table>;
  /** The key of a row that no other experiment uses. */
  row(): string;
  /** What an earlier experiment found; undefined where it is open. */
  known(name: string): Value | undefined;
  /** The most items that a batch operation is known to take; undefined: no limit known. */
  most(name: string): number | undefined;
  /** A session with other credentials, where the run was given a role. */
  readonly restricted?: Session;
}
