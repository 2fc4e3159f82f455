/**
 * The documented limits of the service, as the simulator enforces them. A copy of its own, on purpose: a limit that client and
 * simulator shared could be wrong on both sides without any test noticing. All are inclusive (`<=`).
 *
 * Sources: Admin Guide "Create and configure data tables" and "service quotas", API reference of CreateDataTableAttribute.
 */
export const limits = {
  /** Tables per instance; adjustable at AWS. */
  tablesPerInstance: 100,
  /** Attributes per table. */
  attributesPerTable: 100,
  /** Primary attributes per table. */
  primaryAttributesPerTable: 5,
  /** Values (cells, not rows) per table; adjustable per table, quota code L-735CD262. */
  cellsPerTable: 1000,
  /** Items in one list value. */
  listItems: 100,
  /** Characters of a TEXT value that is not a key. */
  textLength: 5000,
  /** Characters of a key value. */
  keyTextLength: 1000,
  /** Characters of one item of a TEXT_LIST. */
  listItemTextLength: 1000,
  /** Characters of the name of a table or attribute, after trimming. */
  nameLength: 127,
  /** Characters of a description, after trimming. */
  descriptionLength: 250,
  /** Tags on one table. */
  tagsPerTable: 50,
  /** Characters of a tag key. */
  tagKeyLength: 128,
  /** Characters of a tag value. */
  tagValueLength: 256,
  /** Characters of a table id or ARN in a request. */
  tableIdLength: 256,
  /** Characters of an instance id or ARN in a request. */
  instanceIdLength: 100,
  /** Highest MinLength and MaxLength. */
  lengthBound: 1000,
  /** Highest MinValues and MaxValues. */
  valuesBound: 100,
  /** Highest MaxResults of the list operations and of SearchDataTables. */
  pageSize: 1000,
  /** Highest MaxResults of EvaluateDataTableValues. */
  evaluatePageSize: 100,
  /** Bytes of a request body; the service's own figure is unknown, this one keeps a mistake from filling the memory. */
  bodyBytes: 8 * 1024 * 1024,
};

/** The limits by name; `startSimulator` takes some of them as overrides, as AWS raises an adjustable quota. */
export type Limits = typeof limits;
