/** The schema of the plugin: what every language's types, documents and checks by the engine are made of. */
import {
  getDataTableArguments,
  getTableFileArguments,
  providerArguments,
  tableArguments,
  valuesArguments,
  variablesOfFiles,
} from "../../core/arguments/resources";
import type { RecordShape } from "../../core/arguments/shape";
import { downloadUrl, dynamicTypes, packageName, tokens } from "../../provider/program/tokens";
import { getDataTableOutputs, getTableFileOutputs, tableOutputs, tableReference, valuesOutputs } from "./outputs";
import { objectType, propertiesOf, propertyOf, type NamedTypes, type Schema } from "./types";

/** What Node programs import: code that `pulumi import` generates does, too. */
const nodePackage = "pulumi-connect-data-tables/plugin";
/** The Go module of the generated SDK, which `npm run sdk` gives its go.mod. */
const goModule = "github.com/pulumi-connect-data-tables/pulumi-connect-data-tables/sdk/go";

/** The schema, for one version of the plugin. */
export function pluginSchema(version: string): Schema {
  const byToken: NamedTypes["byToken"] = new Map();
  const types: NamedTypes = { module: "index", byToken };
  const resources = {
    [tokens.table]: resource(tableWords, tableArguments, tableOutputs, dynamicTypes.table, types),
    [tokens.values]: withTable(
      resource(valuesWords, pluginValues(valuesArguments), valuesOutputs, dynamicTypes.values, types),
      types,
    ),
  };
  const functions = {
    [tokens.getDataTable]: pluginFunction(lookupWords, getDataTableArguments, getDataTableOutputs, types),
    [tokens.getTableFile]: pluginFunction(fileWords, getTableFileArguments, getTableFileOutputs, types),
  };
  const settings = propertiesOf(providerArguments, types);
  // Java's generator makes two classes of one name out of a type that configuration and a function share.
  const variables = propertiesOf(providerArguments, { module: "config", byToken });
  return {
    ...about(version),
    config: { variables },
    types: Object.fromEntries([...byToken].sort(([a], [b]) => (a < b ? -1 : 1))),
    provider: { description: providerWords, inputProperties: settings },
    resources,
    functions,
  };
}

function about(version: string): Schema {
  return {
    name: packageName,
    displayName: "Amazon Connect data tables",
    version,
    description: "Amazon Connect data tables as code, without overwriting anyone else's edit.",
    keywords: ["pulumi", "category/cloud", "kind/native", "amazon-connect", "data-tables"],
    license: "Apache-2.0",
    pluginDownloadURL: downloadUrl,
    language: {
      nodejs: { respectSchemaVersion: true, packageName: nodePackage },
      python: { respectSchemaVersion: true, packageName: "pulumi_connect_data_tables", pyproject: { enabled: true } },
      go: {
        importBasePath: `${goModule}/connectdatatables`,
        modulePath: goModule,
        respectSchemaVersion: true,
        generateResourceContainerTypes: false,
      },
      csharp: { respectSchemaVersion: true },
      java: {},
    },
  };
}

/** The argument `table` beside those that every door has: it is a reference where a language has one. */
function withTable(schema: Schema, types: NamedTypes): Schema {
  const byIds = propertyOf("tableReference", tableReference, types);
  const table = {
    oneOf: [{ $ref: `#/resources/${tokens.table}` }, { $ref: byIds.$ref }],
    description:
      "The `DataTable`, instead of instanceId, dataTableId and primaryAttributes. Its declared columns let a preview check the values of a table that does not exist yet, or that is about to change.",
  };
  return { ...schema, inputProperties: { table, ...(schema.inputProperties as Schema) }, requiredInputs: [] };
}

function resource(
  description: string,
  args: RecordShape,
  outputs: RecordShape,
  dynamicType: string,
  types: NamedTypes,
): Schema {
  return {
    description,
    inputProperties: propertiesOf(args, types),
    requiredInputs: args.required ?? [],
    properties: propertiesOf(outputs, types),
    required: outputs.required ?? [],
    aliases: [{ type: dynamicType }],
  };
}

function pluginFunction(description: string, args: RecordShape, outputs: RecordShape, types: NamedTypes): Schema {
  return { description, inputs: objectType(args, types), outputs: objectType(outputs, types) };
}

/** The plugin takes rows in two forms, so that single cells can be named in resource options, and the variables of rows that a table file holds. */
function pluginValues(args: RecordShape): RecordShape {
  const also = "They may also be a map: row key, column, value; then `ignoreChanges` can name single cells.";
  const description = `${args.fields.rows?.description ?? ""} ${also}`;
  return { ...args, fields: { ...args.fields, rows: { kind: "rows", description }, variables: variablesOfFiles } };
}

const tableWords =
  "An Amazon Connect data table: its name, settings, tags and columns. `DataTableValues` manages its contents. What the service cannot do is rejected at preview.";
const valuesWords =
  "The values of one Amazon Connect data table, as one resource. An update reads the live values before it writes: a cell that another writer changed stops it before anything is written (see `onConflict`).";
const lookupWords = "Finds a data table by name; never writes.";
const fileWords =
  "Reads and checks a table file, and answers the arguments of both resources that it describes. Cells with variables are placeholders until `DataTableValues` has `variables`.";
const providerWords =
  "How to reach the service, for resources that do not say it themselves. No change of these settings replaces a resource.";
