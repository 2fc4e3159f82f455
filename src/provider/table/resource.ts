import * as pulumi from "@pulumi/pulumi";
import { renderProblem } from "../../core/problem";
import type { LockLevel, Validation, ValueType } from "../../core/model";
import { tableLookupArguments } from "../../core/arguments/resources";
import { assertArguments } from "../program/assert-arguments";
import { assertReachable } from "../program/assert-reachable";
import { keepOutputsOutOfDebugLog } from "../program/debug-log";
import { isAwaited } from "../program/awaited";
import { printable } from "../program/printable";
import type { ConnectionArgs } from "../connection/args";
import { dataTableShell } from "./shell";
import { ownUrn } from "../program/own-urn";
import { withPluginAlias } from "../program/plugin-alias";
import { rememberColumns } from "../program/table-argument";
import { dynamicTypes } from "../program/tokens";

/** One column (the service says attribute). */
export interface AttributeArgs {
  /** `TEXT`, `NUMBER`, `BOOLEAN`, `TEXT_LIST` or `NUMBER_LIST`. A change does not convert stored values (`COLUMN_TYPE_CHANGE`). */
  readonly type: pulumi.Input<ValueType>;
  /** Whether the column is part of the key. Cannot change while the table holds values (`KEY_COLUMN_CHANGE`). Default: false. */
  readonly primary?: pulumi.Input<boolean>;
  /** At most 250 characters. Default: none. */
  readonly description?: pulumi.Input<string>;
  /** Rules that the service checks when a value is written. Default: none. */
  readonly validation?: pulumi.Input<Validation>;
  /** The previous name of the column: it is renamed in place and keeps its values. May stay after the rename. Default: none. */
  readonly renamedFrom?: pulumi.Input<string>;
}

/** The arguments of `DataTable`. */
export interface DataTableArgs extends Omit<ConnectionArgs, "batchSize"> {
  /** Id or ARN of the Amazon Connect instance. Changing it replaces the table. */
  readonly instanceId: pulumi.Input<string>;
  /**
   * 1 to 127 characters, unique in the instance, ignoring case. If the name is taken, the update fails with `TABLE_EXISTS`, unless `adopt` is
   * set. Changing it renames the table in place.
   */
  readonly name: pulumi.Input<string>;
  /** IANA name of the time zone in which expressions are evaluated, such as `Europe/Berlin`. */
  readonly timeZone: pulumi.Input<string>;
  /** At most 250 characters. Default: none. */
  readonly description?: pulumi.Input<string>;
  /** Which writes by others make a lock version stale. Default: `VALUE` for a new table; an existing table keeps its own. */
  readonly lockLevel?: pulumi.Input<LockLevel>;
  /** At most 50 tags; keys do not begin with `aws:`. Tags that others put on the table are left alone. Default: none. */
  readonly tags?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
  /**
   * The columns by name: at most 100, of which at most 5 key columns. Columns that were never declared here are left alone. `null` releases a
   * column: state forgets it, and it stays in the table with its values.
   */
  readonly attributes: pulumi.Input<Readonly<Record<string, pulumi.Input<AttributeArgs | null>>>>;
  /** Names of columns that may be removed together with their values; other columns cannot be (`COLUMN_REMOVAL`). Default: none. */
  readonly allowAttributeRemoval?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Whether to take over an existing table of this name; its other columns, its tags and its values stay. Default: false. */
  readonly adopt?: pulumi.Input<boolean>;
  /**
   * Whether the table may be deleted even if it was taken over, or holds values that state does not record as ours. If false, a table that was
   * taken over is left in place, and a table with such values is not deleted (`TABLE_NOT_EMPTY`). Default: false.
   */
  readonly allowDelete?: pulumi.Input<boolean>;
}

/** What `DataTable.get` needs. */
export type DataTableLookup = Pick<DataTableArgs, "instanceId"> &
  Omit<ConnectionArgs, "batchSize"> & {
    /** Id or ARN of the data table. */
    readonly dataTableId: pulumi.Input<string>;
  };

/** One column of an existing table. */
export interface AttributeInfo {
  /** The type of its values. */
  readonly type: ValueType;
  /** Whether the column is part of the key. Absent: it is not. */
  readonly primary?: boolean;
  /** Its description. Absent: none. */
  readonly description?: string;
  /** Its rules. Absent: none. */
  readonly validation?: Validation;
  /** The previous name, where the program declares a rename. */
  readonly renamedFrom?: string;
}

/**
 * An Amazon Connect data table: its name, settings, tags and columns. `DataTableValues` manages its contents. What the service cannot do is
 * rejected at preview.
 *
 * ```ts
 * const table = new DataTable("store-hours", {
 *   instanceId, name: "StoreHours", timeZone: "Europe/Berlin", lockLevel: "VALUE",
 *   attributes: {
 *     Store: { type: "TEXT", primary: true },
 *     Opens: { type: "TEXT", validation: { maxLength: 5 } },
 *     Seats: { type: "NUMBER", validation: { minimum: 0 }, renamedFrom: "Places" },
 *   },
 * });
 * ```
 */
export class DataTable extends pulumi.dynamic.Resource {
  /** The type token, by which policies find the class. */
  static readonly __pulumiType: string = dynamicTypes.table;

  /** Id of the instance, never an ARN. */
  declare readonly instanceId: pulumi.Output<string>;
  /** The AWS Region of the table. */
  declare readonly region: pulumi.Output<string>;
  /** Id of the table, for `DataTableValues` and for flows. */
  declare readonly dataTableId: pulumi.Output<string>;
  /** ARN of the table. */
  declare readonly arn: pulumi.Output<string>;
  /** Column name → the service's id of the column, which a rename keeps. */
  declare readonly attributeIds: pulumi.Output<Record<string, string>>;
  /** Under a name that the engine never prints. */
  declare private readonly __lockVersion: pulumi.Output<string>;
  /** Whether the table existed before this stack and was taken over. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** The name of the table. */
  declare readonly name: pulumi.Output<string>;
  /** The time zone of the table. */
  declare readonly timeZone: pulumi.Output<string>;
  /** The description of the table. */
  declare readonly description: pulumi.Output<string | undefined>;
  /** The lock level, if it was declared. */
  declare readonly lockLevel: pulumi.Output<LockLevel | undefined>;
  /** The tags that were declared. */
  declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** The declared columns by name; `null` for released ones. */
  declare readonly attributes: pulumi.Output<Record<string, AttributeInfo | null>>;

  constructor(name: string, args: DataTableArgs, options?: pulumi.CustomResourceOptions) {
    assertReachable();
    keepOutputsOutOfDebugLog();
    const isLookup = options?.id !== undefined;
    const outputs = {
      region: undefined,
      dataTableId: undefined,
      arn: undefined,
      attributeIds: undefined,
      __lockVersion: undefined,
      adopted: undefined,
      name: undefined,
      timeZone: undefined,
      description: undefined,
      lockLevel: undefined,
      tags: undefined,
      attributes: undefined,
    };
    const { attributes, tags } = args ?? {};
    const inputs = { ...args, attributes: registered(attributes, name), tags: registered(tags, name) };
    const hidden = isLookup ? {} : { __urn: ownUrn(name, dynamicTypes.table, options) };
    const all = { ...outputs, ...inputs, ...hidden };
    super(dataTableShell, name, all, withPluginAlias(options, "table"), "connect-data-tables", "DataTable");
    if (!isLookup) rememberColumns(this, attributes);
  }

  /** The lock version of the table itself, as this resource last saw it. */
  get lockVersion(): pulumi.Output<string> {
    return this.__lockVersion;
  }

  /**
   * Reads an existing table with all its columns and tags, on each update and preview; never writes. `getDataTable` finds one by name.
   *
   * @throws pulumi.RunError if an argument is wrong.
   */
  static get(name: string, args: DataTableLookup, options?: pulumi.CustomResourceOptions): DataTable {
    assertArguments(`DataTable.get("${name}")`, args, tableLookupArguments);
    const id = pulumi.interpolate`${args.instanceId}/${args.dataTableId}`;
    return new DataTable(name, args as unknown as DataTableArgs, { ...options, id });
  }
}

/** Names as the engine takes them. One named `__proto__` would be lost on its way there. */
function registered<T>(named: T, resource: string): T {
  if (typeof named !== "object" || named === null || Array.isArray(named) || isAwaited(named)) return named;
  if (!Object.hasOwn(named, "__proto__")) return printable({ ...named });
  const message = `DataTable "${resource}" has a column or a tag named __proto__, which cannot be represented in JavaScript.`;
  throw new pulumi.RunError(renderProblem({ code: "INVALID_NAME", severity: "error", message, hint: "Rename it." }));
}
