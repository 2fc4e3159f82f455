/**
 * Limits of the service, each with where it is documented. All are inclusive. "Guide" is the Amazon Connect administrator guide, "Create
 * and configure data tables"; "API" is the Amazon Connect API reference.
 */
export const limits = {
  /** Cells of one table, default record included; can be raised for a table (quota L-735CD262). Guide. */
  valuesPerTable: 1000,
  /** Columns of one table. Service quotas. */
  attributesPerTable: 100,
  /** Key columns of one table. Service quotas. */
  primaryAttributesPerTable: 5,
  /** Items of a list value. Guide. */
  listItems: 100,
  /** Characters of a TEXT value that is not a key. Guide. */
  textLength: 5000,
  /** Characters of a key's text. Guide. */
  keyLength: 1000,
  /** Characters of one item of a TEXT_LIST. Guide. */
  listItemLength: 1000,
  /** Characters of the name of a table or a column. API (CloudFormation says 128). */
  nameLength: 127,
  /** Characters of a description. API. */
  descriptionLength: 250,
  /** Tags of one table. API. */
  tags: 50,
  /** Characters of a tag's key and of its value. API, TagMap. */
  tagKeyLength: 128,
  tagValueLength: 256,
  /** The highest minLength or maxLength of a validation. API. */
  validationLength: 1000,
  /** The highest minValues or maxValues of a validation. API. */
  validationValues: 100,
  /** Items of one batch request: what every public tool uses; the service publishes no maximum. */
  batchSize: 25,
  /** Entries of one page of a list operation. API. */
  pageSize: 1000,
  /** Requests a second for each operation, and how many may come at once. Service quotas. */
  requestsPerSecond: 2,
  burst: 5,
} as const;
