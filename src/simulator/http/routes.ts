import { batchCreateDataTableValue } from "../operations/values/batch-create-data-table-value";
import { batchDeleteDataTableValue } from "../operations/values/batch-delete-data-table-value";
import { batchDescribeDataTableValue } from "../operations/values/batch-describe-data-table-value";
import { batchUpdateDataTableValue } from "../operations/values/batch-update-data-table-value";
import { createDataTable } from "../operations/tables/create-data-table";
import { createDataTableAttribute } from "../operations/attributes/create-data-table-attribute";
import { deleteDataTable } from "../operations/tables/delete-data-table";
import { deleteDataTableAttribute } from "../operations/attributes/delete-data-table-attribute";
import { describeDataTable } from "../operations/tables/describe-data-table";
import { describeDataTableAttribute } from "../operations/attributes/describe-data-table-attribute";
import { describeInstance } from "../operations/tables/describe-instance";
import { evaluateDataTableValues } from "../operations/values/evaluate-data-table-values";
import { listDataTableAttributes } from "../operations/attributes/list-data-table-attributes";
import { listDataTablePrimaryValues } from "../operations/values/list-data-table-primary-values";
import { listDataTableValues } from "../operations/values/list-data-table-values";
import { listDataTables } from "../operations/tables/list-data-tables";
import { listTagsForResource } from "../operations/tables/list-tags-for-resource";
import { searchDataTables } from "../operations/tables/search-data-tables";
import { tagResource } from "../operations/tables/tag-resource";
import { untagResource } from "../operations/tables/untag-resource";
import { updateDataTableAttribute } from "../operations/attributes/update-data-table-attribute";
import { updateDataTableMetadata } from "../operations/tables/update-data-table-metadata";
import { updateDataTablePrimaryValues } from "../operations/values/update-data-table-primary-values";
import type { Operation } from "../service";

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
