import { batchCreateDataTableValue } from "./operations/batch-create-data-table-value";
import { batchDeleteDataTableValue } from "./operations/batch-delete-data-table-value";
import { batchDescribeDataTableValue } from "./operations/batch-describe-data-table-value";
import { batchUpdateDataTableValue } from "./operations/batch-update-data-table-value";
import { createDataTable } from "./operations/create-data-table";
import { createDataTableAttribute } from "./operations/create-data-table-attribute";
import { deleteDataTable } from "./operations/delete-data-table";
import { deleteDataTableAttribute } from "./operations/delete-data-table-attribute";
import { describeDataTable } from "./operations/describe-data-table";
import { describeDataTableAttribute } from "./operations/describe-data-table-attribute";
import { describeInstance } from "./operations/describe-instance";
import { evaluateDataTableValues } from "./operations/evaluate-data-table-values";
import { listDataTableAttributes } from "./operations/list-data-table-attributes";
import { listDataTablePrimaryValues } from "./operations/list-data-table-primary-values";
import { listDataTableValues } from "./operations/list-data-table-values";
import { listDataTables } from "./operations/list-data-tables";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { searchDataTables } from "./operations/search-data-tables";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";
import { updateDataTableAttribute } from "./operations/update-data-table-attribute";
import { updateDataTableMetadata } from "./operations/update-data-table-metadata";
import { updateDataTablePrimaryValues } from "./operations/update-data-table-primary-values";
import type { Operation } from "./service";

/** One operation and where it is served. Source of the routes: the Connect API model (rest-json). */
export interface Route {
  readonly operation: string;
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  /** Path template; `{Name}` stands for one path parameter. */
  readonly path: string;
  readonly run: Operation;
  /** Changes a table's structure: two such calls on one table at the same time may be refused. */
  readonly isSchemaCall: boolean;
}

type Method = Route["method"];
const table = "/data-tables/{InstanceId}/{DataTableId}";
const attribute = `${table}/attributes/{AttributeName}`;

const rows: readonly (readonly [string, Method, string, Operation, "schema"?])[] = [
  ["CreateDataTable", "PUT", "/data-tables/{InstanceId}", createDataTable],
  ["ListDataTables", "GET", "/data-tables/{InstanceId}", listDataTables],
  ["DescribeDataTable", "GET", table, describeDataTable],
  ["UpdateDataTableMetadata", "POST", table, updateDataTableMetadata, "schema"],
  ["DeleteDataTable", "DELETE", table, deleteDataTable, "schema"],
  ["SearchDataTables", "POST", "/search-data-tables", searchDataTables],
  ["CreateDataTableAttribute", "PUT", `${table}/attributes`, createDataTableAttribute, "schema"],
  ["ListDataTableAttributes", "POST", `${table}/attributes`, listDataTableAttributes],
  ["DescribeDataTableAttribute", "GET", attribute, describeDataTableAttribute],
  ["UpdateDataTableAttribute", "POST", attribute, updateDataTableAttribute, "schema"],
  ["DeleteDataTableAttribute", "DELETE", attribute, deleteDataTableAttribute, "schema"],
  ["BatchCreateDataTableValue", "POST", `${table}/values/create`, batchCreateDataTableValue],
  ["BatchUpdateDataTableValue", "POST", `${table}/values/update`, batchUpdateDataTableValue],
  ["BatchDeleteDataTableValue", "POST", `${table}/values/delete`, batchDeleteDataTableValue],
  ["BatchDescribeDataTableValue", "POST", `${table}/values/describe`, batchDescribeDataTableValue],
  ["ListDataTableValues", "POST", `${table}/values/list`, listDataTableValues],
  ["ListDataTablePrimaryValues", "POST", `${table}/values/list-primary`, listDataTablePrimaryValues],
  ["UpdateDataTablePrimaryValues", "POST", `${table}/values/update-primary`, updateDataTablePrimaryValues],
  ["EvaluateDataTableValues", "POST", `${table}/values/evaluate`, evaluateDataTableValues],
  ["TagResource", "POST", "/tags/{resourceArn}", tagResource],
  ["UntagResource", "DELETE", "/tags/{resourceArn}", untagResource],
  ["ListTagsForResource", "GET", "/tags/{resourceArn}", listTagsForResource],
  ["DescribeInstance", "GET", "/instance/{InstanceId}", describeInstance],
];

/** Every operation that is imitated. */
export const routes: readonly Route[] = rows.map(([operation, method, path, run, schema]) => ({
  operation,
  method,
  path,
  run,
  isSchemaCall: schema === "schema",
}));
