/** The operations that the probe uses, each with its command of the SDK. */
import {
  BatchCreateDataTableValueCommand,
  BatchDeleteDataTableValueCommand,
  BatchDescribeDataTableValueCommand,
  BatchUpdateDataTableValueCommand,
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
  DeleteDataTableAttributeCommand,
  DeleteDataTableCommand,
  DescribeDataTableAttributeCommand,
  DescribeDataTableCommand,
  EvaluateDataTableValuesCommand,
  ListDataTablePrimaryValuesCommand,
  ListDataTablesCommand,
  ListDataTableValuesCommand,
  SearchDataTablesCommand,
  UpdateDataTableAttributeCommand,
  UpdateDataTableMetadataCommand,
  UpdateDataTablePrimaryValuesCommand,
} from "@aws-sdk/client-connect";

/** Operation → its command. The SDK checks no input, so that a probe may send what the model forbids. */
export const commands = {
  BatchCreateDataTableValue: BatchCreateDataTableValueCommand,
  BatchDeleteDataTableValue: BatchDeleteDataTableValueCommand,
  BatchDescribeDataTableValue: BatchDescribeDataTableValueCommand,
  BatchUpdateDataTableValue: BatchUpdateDataTableValueCommand,
  CreateDataTable: CreateDataTableCommand,
  CreateDataTableAttribute: CreateDataTableAttributeCommand,
  DeleteDataTable: DeleteDataTableCommand,
  DeleteDataTableAttribute: DeleteDataTableAttributeCommand,
  DescribeDataTable: DescribeDataTableCommand,
  DescribeDataTableAttribute: DescribeDataTableAttributeCommand,
  EvaluateDataTableValues: EvaluateDataTableValuesCommand,
  ListDataTablePrimaryValues: ListDataTablePrimaryValuesCommand,
  ListDataTables: ListDataTablesCommand,
  ListDataTableValues: ListDataTableValuesCommand,
  SearchDataTables: SearchDataTablesCommand,
  UpdateDataTableAttribute: UpdateDataTableAttributeCommand,
  UpdateDataTableMetadata: UpdateDataTableMetadataCommand,
  UpdateDataTablePrimaryValues: UpdateDataTablePrimaryValuesCommand,
};

/** Operations that change nothing, so that a lost answer may be asked for again. */
export const readOnly = /^(List|Describe|BatchDescribe|Search|Evaluate)/;
