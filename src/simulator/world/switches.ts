/**
 * Every behaviour of the service that is observed, inferred or unknown, and that a client can notice, is a switch. This file is
 * the only place that says which values a switch has; the first one is the default. `docs/simulator.md` has the same list with
 * the reason of each, and a unit test holds the two together.
 */

/** A switch with named values. */
const choice = <const T extends readonly (string | boolean)[]>(...values: T): T => values;
/** A switch that is off by default. */
const flag = (): readonly [false, true] => [false, true];
/** A switch that takes any whole number from 0, or null where null is listed; what follows the default are examples. */
const count = <const T extends readonly (number | null)[]>(...values: T): readonly (T[number] | number)[] => values;

/** Name of each switch → its values, the default first. A list of numbers stands for any whole number. */
export const switchValues = {
  // Batches
  maxItemsCreate: count(25, null, 5),
  maxItemsUpdate: count(25, null, 5),
  maxItemsDelete: count(25, null, 5),
  maxItemsDescribe: count(25, null, 5),
  maxItemsEvaluate: count(25, null, 5),
  oversizeError: choice("InvalidRequestException", "InvalidParameterException"),
  invalidInputError: choice("InvalidParameterException", "InvalidRequestException"),
  duplicateItems: choice("refuse-item", "last-wins", "refuse-request"),
  invalidItem: choice("per-item", "whole-request"),
  unknownAttribute: choice("per-item", "whole-request"),
  createExisting: choice("per-item", "whole-request"),
  updateMissing: choice("fails", "creates"),
  deleteMissing: choice("fails", "succeeds"),
  quotaRefusal: choice("whole-request", "per-item"),
  messages: choice("plain", "terse", "wordy"),
  echoKeys: choice("as-sent", "as-stored"),

  // Lock versions
  staleItem: choice("per-item", "whole-request"),
  inRequestStaleness: flag(),
  answerLocks: choice("after-request", "after-item"),
  lockPartsInReads: choice("all", "level", "level-and-value"),
  lockPartsInWrites: choice("all", "level", "level-and-value", "value", "none"),
  lockInList: choice("present", "absent"),
  lockOnUpdate: choice("required", "optional"),
  lockAtNone: choice("optional", "required"),
  lockOnCreate: choice("optional", "data-table", "coarse"),
  lockOnPrimaryUpdate: choice("any-part", "record-part", "unchecked"),
  checkedParts: choice("level", "level-and-value", "sent"),
  tablePartMoves: choice("at-level", "always", "never"),
  recordPartMoves: choice("always", "at-level"),
  primaryUpdateMovesValues: flag(),
  unchangedWriteMoves: choice(true, false),
  lockFormat: choice("opaque", "counter"),
  parallelSchemaCalls: choice("conflict", "accepted"),

  // Values
  trimValues: flag(),
  canonicalNumbers: flag(),
  respaceLists: flag(),
  normaliseUnicode: flag(),
  rewriteArnRegions: flag(),
  booleanSpelling: choice("strict", "kept", "lowered"),
  numberSpelling: choice("json", "lenient"),
  emptyText: choice("kept", "no-value"),
  emptyKey: choice("accepted", "refused"),
  normaliseKeys: flag(),
  numberKeys: choice("as-text", "as-number"),
  expressionSyntax: choice("unchecked", "checked"),
  attributeNames: choice("exact", "ignore-case"),

  // Records and keys
  defaultRecordId: choice("uuid", "literal"),
  defaultRecordKeys: choice("null", "absent", "empty"),
  recordWithoutCells: choice("vanishes", "stays"),
  keyAttributeItem: choice("refused", "creates-record"),
  keyCellsCount: flag(),
  keyCellsListed: flag(),
  recordIdOnKeyChange: choice("kept", "new"),
  keyColumnOnData: choice("refused", "filled"),
  keyChangeError: choice("InvalidRequestException", "ConflictException"),
  keyCollisionError: choice(
    "InvalidRequestException",
    "ConflictException",
    "DuplicateResourceException",
    "InvalidParameterException",
  ),
  listKeys: choice("refused", "accepted"),

  // Reads
  listOrder: choice("insertion", "keys", "shuffled"),
  keyOrder: choice("declared", "shuffled"),
  defaultPageSize: count(100, 3, 1000),
  primaryPageLimit: count(100, 1000, 2),
  paging: choice("live", "snapshot"),
  trailingEmptyPage: flag(),
  filterOnLaterPages: choice("from-token", "dropped"),
  lastModified: choice("present", "absent"),
  emptyMembers: choice("absent", "present"),
  missingCellFallback: choice("default-record", "type-default"),
  searchLagMs: count(0, 60_000),
  staleReads: count(0, 1),

  // Schema and throttling
  bothMinimums: choice("accepted", "refused"),
  maxEnumValues: count(null, 5),
  renameCollisionError: choice(
    "InvalidRequestException",
    "ConflictException",
    "DuplicateResourceException",
    "InvalidParameterException",
  ),
  throttleError: choice("ThrottlingException", "TooManyRequestsException"),
} as const;

/** The name of a switch. */
export type SwitchName = keyof typeof switchValues;

/** One setting of every switch. */
export type Switches = { -readonly [K in SwitchName]: (typeof switchValues)[K][number] };
