/** The program of one stack: what it declares now, and as resources of a stack. */
import { outputOf, type Properties, type ResourceOptions, type StackResource } from "../../helpers/stack";
import type { Declared } from "../alphabet";
import {
  columns,
  resourceIds,
  rows,
  tableNames,
  type Change,
  type ResourceId,
  type TableId,
  type Target,
  initialColumn,
  type ValuesId,
  type World,
} from "./history";

/** The two instances. */
export const instanceIds = ["11111111-2222-4333-8444-555555555555", "66666666-7777-4888-9999-aaaaaaaaaaaa"] as const;

/** A table as a program or a person names it. */
export interface Place {
  readonly instance: number;
  readonly name: string;
}

/** What an export of a table has told: the values, and when and where they were read. */
export interface ExportedTable {
  readonly cells: readonly { readonly row: number; readonly column: number; readonly text: string }[];
  readonly exported?: { readonly at: string; readonly from: string };
  /** The identity of each value at the time, by cell. */
  readonly seen: ReadonlyMap<string, string>;
}

/** What every resource has. */
interface Common {
  isPresent: boolean;
  name: string;
  /** Its earlier names. */
  aliases: string[];
  trigger?: number;
  deletesFirst?: boolean;
  retains?: boolean;
}

/** A table resource. */
export interface TableDeclaration extends Common {
  readonly table: string;
  adopts: boolean;
  instance: number;
  description: number;
  allowsDelete: boolean;
}

/** A values resource. Row → column → value; null releases. */
export interface ValuesDeclaration extends Common {
  target: Target;
  cells: Map<number, Map<number, Declared | null>>;
  overwrites: boolean;
  isExclusive: boolean;
  replacesOnChanges: boolean;
  goesWithTable: boolean;
  isReplacedWithTable: boolean;
  /** Whether others own the cells of `initialColumn` once they have a value, and whether they ever did. */
  isInitial: boolean;
  wasInitial: boolean;
  export?: ExportedTable;
}

/** A values resource with what a command needs to know of it: the table that it points at, and its name. */
export interface Pointed {
  readonly id: ValuesId;
  readonly declaration: ValuesDeclaration;
  readonly place: Place;
}

export class Program {
  readonly tables: Record<TableId, TableDeclaration>;
  readonly values: Record<ValuesId, ValuesDeclaration>;

  constructor(
    private readonly world: World,
    isFirst: boolean,
  ) {
    const table = (index: number): TableDeclaration => ({
      isPresent: isFirst && world.present.includes(index === 0 ? "t0" : "t1"),
      name: `t${index}`,
      aliases: [],
      table: tableNames[world.adopts[index] ? index + 2 : index] ?? "",
      adopts: world.adopts[index] ?? false,
      instance: index,
      description: 0,
      allowsDelete: false,
    });
    const values = (id: ValuesId, target: Target): ValuesDeclaration => ({
      isPresent: isFirst && world.present.includes(id),
      name: id,
      aliases: [],
      target,
      cells: new Map(),
      overwrites: false,
      isExclusive: false,
      replacesOnChanges: false,
      goesWithTable: false,
      isReplacedWithTable: false,
      isInitial: false,
      wasInitial: false,
    });
    this.tables = { t0: table(0), t1: table(1) };
    this.values = { v0: values("v0", "t0"), v1: values("v1", "P0"), v2: values("v2", "t1") };
  }

  /** Carries out a change; an export has been read before. */
  apply(change: Change, exported?: ExportedTable): void {
    if ("resource" in change) return this.applyOption(change);
    if ("table" in change) return this.applyTable(change);
    const values = this.values[change.values];
    switch (change.kind) {
      case "set":
        return put(values, change.row, change.column, declaredValue(change.column, change.value));
      case "null":
        return put(values, change.row, change.column, null);
      case "drop":
        return void values.cells.get(change.row)?.delete(change.column);
      case "dropRow":
        return void values.cells.delete(change.row);
      case "fill":
        return rows.forEach((_, row) =>
          columns.forEach((_, column) => put(values, row, column, declaredValue(column, change.value))),
        );
      case "overwrite":
        return void (values.overwrites = change.on);
      case "exclusive":
        return void (values.isExclusive = change.on);
      case "replaceOnChanges":
        return void (values.replacesOnChanges = change.on);
      case "deletedWith":
        return void (values.goesWithTable = change.on);
      case "replaceWith":
        return void (values.isReplacedWithTable = change.on);
      case "initial":
        values.wasInitial ||= change.on;
        return void (values.isInitial = change.on);
      case "point":
        return void (values.target = change.target);
      case "export":
        if (exported) useExport(values, exported);
    }
  }

  private applyTable(change: Extract<Change, { table: TableId }>): void {
    const table = this.tables[change.table];
    if (change.kind === "allowDelete") table.allowsDelete = change.on;
    else if (change.kind === "adopt") table.adopts = true;
    else if (change.kind === "describe") table.description = change.text;
    else table.instance = change.instance;
  }

  private applyOption(change: Extract<Change, { resource: ResourceId }>): void {
    const resource = this.resource(change.resource);
    switch (change.kind) {
      case "trigger":
        return void (resource.trigger = change.value);
      case "deleteFirst":
        return void (resource.deletesFirst = change.on || undefined);
      case "retain":
        return void (resource.retains = change.on);
      case "remove":
      case "add":
        return void (resource.isPresent = change.kind === "add");
      case "alias":
        return void (resource.aliases = [...resource.aliases, change.name]);
      case "rename":
        resource.aliases = change.alias ? [...resource.aliases, resource.name] : [];
        resource.name = `${change.resource}${"x".repeat(resource.name.length - 1)}`;
    }
  }

  /** The declaration of a resource. */
  resource(id: ResourceId): TableDeclaration | ValuesDeclaration {
    return isTable(id) ? this.tables[id] : this.values[id];
  }

  /** Hands a resource over to another program. */
  give(id: ResourceId, to: Program): void {
    const mine = this.resource(id);
    Object.assign(
      to.resource(id),
      structuredClone({ ...mine, export: undefined }),
      "export" in mine ? { export: mine.export } : {},
    );
    mine.isPresent = false;
  }

  /** The values resources of the program, each with the table that it points at. */
  pointed(): Pointed[] {
    const all = Object.entries(this.values) as [ValuesId, ValuesDeclaration][];
    return all
      .filter(([, { isPresent }]) => isPresent)
      .map(([id, declaration]) => ({ id, declaration, place: this.placeOf(declaration.target) }));
  }

  /** The table that a target means. */
  placeOf(target: Target): Place {
    if (target === "P0" || target === "P1") return { instance: target === "P0" ? 0 : 1, name: target };
    const { instance, table } = this.tables[target];
    return { instance, name: table };
  }

  /** The resources; a values resource whose table is nowhere, or is not whole, is left out. */
  resources(endpoint: string, idOf: (place: Place) => string | undefined): StackResource[] {
    return resourceIds.flatMap((id): StackResource[] => {
      if (!this.resource(id).isPresent) return [];
      if (isTable(id)) return [this.tableResource(id, endpoint)];
      const { target } = this.values[id];
      const owner = target === "t0" || target === "t1" ? this.tables[target] : undefined;
      const place = this.placeOf(target);
      const tableId = owner?.isPresent ? outputOf(owner.name, "dataTableId") : idOf(place);
      if (tableId === undefined) return [];
      const args = this.valuesArgs(id, { instanceId: instanceIds[place.instance], dataTableId: tableId, endpoint });
      return [{ type: "DataTableValues", name: this.values[id].name, args, options: this.valuesOptions(id) }];
    });
  }

  private tableResource(id: TableId, endpoint: string): StackResource {
    const { name, table, adopts, instance, description, allowsDelete } = this.tables[id];
    const attributes = {
      Store: { type: "TEXT", primary: true },
      ...Object.fromEntries(columns.map((column) => [column.name, { type: column.type }])),
    };
    const args = {
      instanceId: instanceIds[instance],
      name: table,
      timeZone: "Europe/Berlin",
      lockLevel: this.world.lockLevel,
      endpoint,
      attributes,
      ...(description > 0 && { description: `description ${description}` }),
      ...(adopts && { adopt: true }),
      ...(allowsDelete && { allowDelete: true }),
    };
    return { type: "DataTable", name, args, options: optionsOf(this.tables[id]) };
  }

  private valuesArgs(id: ValuesId, target: Properties): Properties {
    const { cells, overwrites, isExclusive, isInitial, export: source } = this.values[id];
    const table: Record<string, Record<string, Declared | null>> = {};
    for (const [row, inRow] of [...cells].sort(([a], [b]) => a - b)) {
      const record = Object.fromEntries([...inRow].map(([column, value]) => [columns[column]?.name ?? "", value]));
      if (inRow.size > 0) table[rows[row] ?? "\\default"] = record;
    }
    const { "\\default": defaults, ...keyed } = table;
    return {
      ...target,
      primaryAttributes: ["Store"],
      batchSize: this.world.batchSize,
      rows: keyed,
      ...(defaults && { defaults }),
      ownership: isExclusive ? "exclusive" : "declared",
      onConflict: overwrites ? "overwrite" : "fail",
      ...(isInitial && { initial: [initialColumn] }),
      ...(source?.exported && { exported: source.exported }),
      guard: false,
    };
  }

  private valuesOptions(id: ValuesId): ResourceOptions {
    const { target, goesWithTable, isReplacedWithTable, replacesOnChanges } = this.values[id];
    const owner = target === "t0" || target === "t1" ? this.tables[target] : undefined;
    return {
      ...optionsOf(this.values[id]),
      ...(replacesOnChanges && { replaceOnChanges: ["rows"] }),
      ...(owner?.isPresent && goesWithTable && { deletedWith: owner.name }),
      ...(owner?.isPresent && isReplacedWithTable && { replaceWith: [owner.name] }),
    };
  }
}

/** Whether a resource is a table. */
export function isTable(id: ResourceId): id is TableId {
  return id === "t0" || id === "t1";
}

function optionsOf({ aliases, trigger, deletesFirst, retains }: Common): ResourceOptions {
  return {
    ...(aliases.length > 0 && { aliases: [...aliases].reverse() }),
    ...(trigger !== undefined && { replacementTrigger: trigger }),
    ...(deletesFirst && { deleteBeforeReplace: true }),
    ...(retains && { retainOnDelete: true }),
  };
}

function put(values: ValuesDeclaration, row: number, column: number, value: Declared | null): void {
  values.cells.set(row, (values.cells.get(row) ?? new Map<number, Declared | null>()).set(column, value));
}

function useExport(values: ValuesDeclaration, exported: ExportedTable): void {
  values.cells = new Map();
  for (const { row, column, text } of exported.cells) put(values, row, column, text);
  values.export = exported;
}

function declaredValue(column: number, index: number): Declared {
  const values = columns[column]?.declared ?? [];
  return values[index % values.length] ?? "";
}
