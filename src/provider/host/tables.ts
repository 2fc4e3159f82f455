/** Which resource of this run has which table, or asks for it, and what tables are called. */
import type { Attributes } from "../../core/model";
import { foldName } from "../../core/schema/declaration";

/** A table as a program asks for it. */
interface WantedTable {
  readonly region: string;
  readonly instanceId: string;
  readonly name: string;
}

/** A table as the program declares it, for the check of the values that go into it. */
export interface DeclaredTable {
  readonly columns: Attributes;
  /** Columns that it renames: old name → new name. */
  readonly renames: Readonly<Record<string, string>>;
  /** Whether these are all columns that the table will have. */
  readonly isWhole: boolean;
  /** The table, if it exists. */
  readonly live?: { readonly dataTableId: string; readonly arn: string };
}

/** A table that its resource gives up in this run. */
interface LeavingTable {
  readonly name: string;
  /** Whether others' values do not keep it from going: it may be deleted with them, or it was taken over and is only let go. */
  readonly mayHoldValues: boolean;
}

/** The tables of one run. */
export class Tables {
  private readonly wanted = new Map<string, WantedTable>();
  private readonly declared = new Map<string, DeclaredTable>();
  private readonly holders = new Map<string, string>();
  private readonly leaving = new Map<string, LeavingTable>();
  private readonly names = new Map<string, string>();
  private readonly tags = new Map<string, Readonly<Record<string, string>>>();

  /** Remembers the tags that a table had when it was described. */
  rememberTags(table: string, tags: Readonly<Record<string, string>>): void {
    this.tags.set(table, tags);
  }

  /** The tags of a table, as this run has seen them last; `undefined` where it has not. */
  tagsOf(table: string): Readonly<Record<string, string>> | undefined {
    return this.tags.get(table);
  }

  /** Remembers what a table is called. */
  rememberName(table: string, name: string | undefined): void {
    if (name !== undefined && name !== "") this.names.set(table, name);
  }

  /** What a table is called, as far as this run has learned it. */
  nameOf(table: string | undefined): string | undefined {
    return table === undefined ? undefined : this.names.get(table);
  }

  /** Remembers which table a `DataTable` resource of the program asks for. */
  want(urn: string, wanted: WantedTable): void {
    this.wanted.set(urn, wanted);
  }

  /** Remembers what a `DataTable` resource of the program declares. */
  declare(urn: string, declared: DeclaredTable): void {
    this.declared.set(urn, declared);
  }

  /** What the `DataTable` resource declares that has this URN or, where none is given, this table. */
  declaredAs(urn: string | undefined, dataTableId: string | undefined): DeclaredTable | undefined {
    if (urn !== undefined) return this.declared.get(urn);
    return [...this.declared.values()].find((one) => one.live !== undefined && one.live.dataTableId === dataTableId);
  }

  /** Remembers that a resource has a table, and keeps it after this run. */
  hold(table: string, urn: string): void {
    this.holders.set(table, urn);
    this.leaving.delete(table);
  }

  /** Remembers that a resource gives up a table because the program puts it elsewhere. */
  leave(table: string, leaving: LeavingTable): void {
    this.leaving.set(table, leaving);
  }

  /** How a table is given up in this run; `undefined` when it is not. */
  leavingOf(table: string): LeavingTable | undefined {
    return this.leaving.get(table);
  }

  /** Whether a resource of this run has the table. */
  isHeld(table: string): boolean {
    return this.holders.has(table);
  }

  /** Whether a delete leaves a table: a resource of this run has it, or was checked, asks for a table of this name and has no other one. */
  isLeft(table: string, at: WantedTable): boolean {
    if (this.isHeld(table)) return true;
    if (this.leaving.has(table)) return false;
    const settled = new Set(this.holders.values());
    return [...this.wanted].some(
      ([urn, wanted]) =>
        !settled.has(urn) &&
        wanted.region === at.region &&
        wanted.instanceId === at.instanceId &&
        foldName(wanted.name) === foldName(at.name),
    );
  }
}
