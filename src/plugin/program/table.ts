/** The class `DataTable` of programs on the plugin. */
import * as pulumi from "@pulumi/pulumi";
import { tableLookupArguments } from "../../core/arguments/resources";
import type { LockLevel } from "../../core/model";
import { assertArguments } from "../../provider/program/assert-arguments";
import { keepOutputsOutOfDebugLog } from "../../provider/program/debug-log";
import { printable } from "../../provider/program/printable";
import { rememberColumns } from "../../provider/program/table-argument";
import type { AttributeInfo, DataTableArgs, DataTableLookup } from "../../provider/table/resource";
import { dynamicTypes, tokens } from "../../provider/program/tokens";
import { pluginOptions, withAwsConfig } from "./options";

/**
 * An Amazon Connect data table, on the plugin: its name, settings, tags and columns. The arguments are those of the class of the same name in
 * `pulumi-connect-data-tables`; a stack that has that one changes over without a write.
 */
export class DataTable extends pulumi.CustomResource {
  /** The type token, by which policies find the class. */
  static readonly __pulumiType: string = tokens.table;

  /** Id of the instance, never an ARN. */
  declare readonly instanceId: pulumi.Output<string>;
  /** The AWS Region of the table. */
  declare readonly region: pulumi.Output<string>;
  /** Id of the table, for `DataTableValues` and for flows. Known in the preview of a table that is taken over. */
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
    keepOutputsOutOfDebugLog();
    const given = withAwsConfig(tokens.table, args ?? {}, options);
    const { attributes, tags } = given;
    const inputs = { ...given, attributes: printable(attributes), tags: printable(tags) };
    super(tokens.table, name, { ...outputs, ...inputs }, pluginOptions(options, dynamicTypes.table));
    if (options?.id === undefined) rememberColumns(this, attributes);
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

const outputs = {
  ...{ region: undefined, dataTableId: undefined, arn: undefined, attributeIds: undefined, __lockVersion: undefined },
  ...{ adopted: undefined, name: undefined, timeZone: undefined, description: undefined, lockLevel: undefined },
  ...{ tags: undefined, attributes: undefined },
};
