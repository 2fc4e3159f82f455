/** The class `DataTableValues` of programs on the plugin. */
import * as pulumi from "@pulumi/pulumi";
import { valuesLookupArguments } from "../../core/arguments/resources";
import type { CellValue, LockLevel } from "../../core/model";
import { assertArguments } from "../../provider/program/assert-arguments";
import { keepOutputsOutOfDebugLog } from "../../provider/program/debug-log";
import { printable } from "../../provider/program/printable";
import { withTable } from "../../provider/program/table-argument";
import type {
  DataTableValuesArgs,
  DataTableValuesLookup,
  RowInput,
  RowOf,
  TableByIds,
  TableByResource,
  ValuesArgs,
} from "../../provider/values/resource";
import { withHiddenDiffs } from "../../provider/values/program/engine-inputs";
import { dynamicTypes, tokens } from "../../provider/program/tokens";
import { pluginOptions, withAwsConfig } from "./options";

/** The arguments of `DataTableValues` with its rows by their keys; then `ignoreChanges` can name single cells. */
export type KeyedValuesArgs = Omit<ValuesArgs, "rows"> & {
  /** Row key → column → value, without key columns. A row with two key columns has the key `DE | Berlin`, in the order of the columns' names. */
  readonly rows: pulumi.Input<Readonly<Record<string, pulumi.Input<RowInput>>>>;
} & (TableByIds | TableByResource);

/**
 * The values of one Amazon Connect data table, as one resource, on the plugin. The arguments are those of the class of the same name in
 * `pulumi-connect-data-tables`; a stack that has that one changes over without a write.
 */
export class DataTableValues<Row extends RowOf<Row> = RowInput> extends pulumi.CustomResource {
  /** The type token, by which policies find the class. */
  static readonly __pulumiType: string = tokens.values;

  /** Id of the instance, never an ARN. */
  declare readonly instanceId: pulumi.Output<string>;
  /** Id of the table, never an ARN and without an alias. */
  declare readonly dataTableId: pulumi.Output<string>;
  /** The AWS Region of the table. */
  declare readonly region: pulumi.Output<string>;
  /** The recorded values: row key → column → value. */
  declare readonly rows: pulumi.Output<Record<string, Record<string, CellValue>>>;
  /** The recorded values of the default record: column → value. */
  declare readonly defaults: pulumi.Output<Record<string, CellValue> | undefined>;
  /** The number of cells that state records for this resource. */
  declare readonly cellCount: pulumi.Output<number>;
  /** The table's lock level at the last write. */
  declare readonly lockLevel: pulumi.Output<LockLevel | undefined>;

  constructor(name: string, args: DataTableValuesArgs<Row> | KeyedValuesArgs, options?: pulumi.CustomResourceOptions) {
    keepOutputsOutOfDebugLog();
    const outputs = {
      instanceId: undefined,
      dataTableId: undefined,
      region: undefined,
      rows: undefined,
      defaults: undefined,
      cellCount: undefined,
      lockLevel: undefined,
    };
    const inputs = withAwsConfig(tokens.values, byReference(args ?? {}), options);
    const hidden = withHiddenDiffs(inputs as Readonly<Record<string, unknown>>, options);
    super(tokens.values, name, { ...outputs, ...printableRows(inputs) }, pluginOptions(hidden, dynamicTypes.values));
  }

  /**
   * Reads everything that a table holds, on each update and preview; never writes. `rows` and `defaults` are the live values.
   *
   * @throws pulumi.RunError if an argument is wrong.
   */
  static get(name: string, args: DataTableValuesLookup, options?: pulumi.CustomResourceOptions): DataTableValues {
    assertArguments(`DataTableValues.get("${name}")`, args, valuesLookupArguments);
    const id = pulumi.interpolate`${args.instanceId}/${args.dataTableId}`;
    return new DataTableValues(name, args, { ...options, id });
  }
}

/** Arguments in which a `table` is an object with its URN, ids and key columns: the plugin may not know the resource. */
function byReference(args: object): object {
  const { args: placed, keyColumns } = withTable(args);
  if (keyColumns === undefined) return args;
  const { __table: urn, instanceId, dataTableId } = placed as Record<string, unknown>;
  return { ...args, table: { urn, instanceId, dataTableId, primaryAttributes: keyColumns } };
}

function printableRows(inputs: object): pulumi.Inputs {
  const { rows, defaults } = inputs as Partial<DataTableValuesArgs>;
  const list: unknown = Array.isArray(rows) ? rows.map((row: unknown) => printable(row)) : rows;
  return { ...inputs, rows: printable(list), defaults: printable(defaults) };
}
