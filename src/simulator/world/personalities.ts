import type { Switches } from "./switches";

/**
 * Named sets of switches: the ways in which the real service may differ from what its documents promise. Together they cover
 * every named value of every switch (a unit test counts), so that a client which passes with all of them depends on none.
 */
export const personalities: Readonly<Record<string, Partial<Switches>>> = {
  /** Every switch at its default. */
  documented: {},
  /** Demands and checks whatever it may; one bad item refuses the request. */
  strict: {
    duplicateItems: "refuse-request",
    invalidItem: "whole-request",
    unknownAttribute: "whole-request",
    lockAtNone: "required",
    lockOnCreate: "coarse",
    lockOnPrimaryUpdate: "record-part",
    checkedParts: "sent",
    // Otherwise a part that the level does not go by would make whole objects stale after every write of anything.
    recordPartMoves: "at-level",
    emptyKey: "refused",
    expressionSyntax: "checked",
    bothMinimums: "refused",
    maxEnumValues: 5,
    keyCellsCount: true,
  },
  /** Takes whatever it may. */
  lenient: {
    maxItemsCreate: null,
    maxItemsUpdate: null,
    maxItemsDelete: null,
    maxItemsDescribe: null,
    maxItemsEvaluate: null,
    duplicateItems: "last-wins",
    updateMissing: "creates",
    deleteMissing: "succeeds",
    lockOnUpdate: "optional",
    lockOnPrimaryUpdate: "unchecked",
    tablePartMoves: "never",
    recordPartMoves: "at-level",
    parallelSchemaCalls: "accepted",
    booleanSpelling: "kept",
    numberSpelling: "lenient",
    attributeNames: "ignore-case",
    keyAttributeItem: "creates-record",
    keyColumnOnData: "filled",
    listKeys: "accepted",
    quotaRefusal: "per-item",
  },
  /** Every refusal that can be one item's is one item's, in words that no client has seen. */
  "per-item-stale": {
    staleItem: "per-item",
    checkedParts: "level-and-value",
    lockOnCreate: "data-table",
    answerLocks: "after-item",
    quotaRefusal: "per-item",
    messages: "wordy",
    echoKeys: "as-stored",
  },
  /** A stale or existing cell refuses the whole request, and nothing of it is applied. */
  "whole-request-409": {
    staleItem: "whole-request",
    createExisting: "whole-request",
    keyChangeError: "ConflictException",
    keyCollisionError: "ConflictException",
    renameCollisionError: "ConflictException",
  },
  /** At the coarse levels the first success of a request makes the items behind it stale. */
  "in-request-stale": {
    inRequestStaleness: true,
    answerLocks: "after-item",
    lockOnCreate: "data-table",
    lockPartsInReads: "level-and-value",
    lockPartsInWrites: "level-and-value",
    primaryUpdateMovesValues: true,
  },
  /** The same, with refusals of the whole request. */
  "in-request-409": {
    inRequestStaleness: true,
    staleItem: "whole-request",
    answerLocks: "after-request",
    lockPartsInWrites: "none",
    unchangedWriteMoves: false,
  },
  /** Shows no more of a lock version than a level needs, and none in lists. */
  "minimal-locks": {
    lockPartsInReads: "level",
    lockPartsInWrites: "level",
    lockInList: "absent",
    recordPartMoves: "at-level",
    lockFormat: "counter",
    lastModified: "absent",
    unchangedWriteMoves: false,
  },
  /** Stores values otherwise than they were sent. */
  normalising: {
    trimValues: true,
    canonicalNumbers: true,
    respaceLists: true,
    normaliseUnicode: true,
    normaliseKeys: true,
    rewriteArnRegions: true,
    booleanSpelling: "lowered",
    numberSpelling: "lenient",
    emptyText: "no-value",
    numberKeys: "as-number",
    echoKeys: "as-stored",
    unchangedWriteMoves: false,
  },
  /** The default record as it was seen in August 2026; empty records stay. */
  "legacy-default-record": {
    defaultRecordId: "literal",
    defaultRecordKeys: "empty",
    recordWithoutCells: "stays",
    keyCellsListed: true,
    keyCellsCount: true,
    recordIdOnKeyChange: "new",
    missingCellFallback: "type-default",
  },
  /** Small batches and small pages, with another error above them. */
  "small-batches": {
    maxItemsCreate: 5,
    maxItemsUpdate: 4,
    maxItemsDelete: 3,
    maxItemsDescribe: 6,
    maxItemsEvaluate: 2,
    oversizeError: "InvalidParameterException",
    defaultPageSize: 3,
    primaryPageLimit: 2,
    trailingEmptyPage: true,
    listOrder: "shuffled",
    keyOrder: "shuffled",
    filterOnLaterPages: "dropped",
  },
  /** Says as little as the model allows. */
  terse: {
    messages: "terse",
    lastModified: "absent",
    defaultRecordKeys: "absent",
    lockPartsInWrites: "value",
    emptyMembers: "present",
    listOrder: "keys",
    paging: "snapshot",
    primaryPageLimit: 1000,
    defaultPageSize: 1000,
  },
  /** Reads and the search index lag behind writes. */
  lagging: {
    staleReads: 1,
    searchLagMs: 60_000,
    tablePartMoves: "always",
    listOrder: "shuffled",
  },
  /** Another error type wherever the model leaves the choice. */
  "other-errors": {
    invalidInputError: "InvalidRequestException",
    oversizeError: "InvalidParameterException",
    throttleError: "TooManyRequestsException",
    renameCollisionError: "DuplicateResourceException",
    keyCollisionError: "DuplicateResourceException",
    messages: "wordy",
  },
  /** The same, the other way round. */
  "invalid-parameter": {
    oversizeError: "InvalidParameterException",
    renameCollisionError: "InvalidParameterException",
    keyCollisionError: "InvalidParameterException",
    invalidItem: "whole-request",
    createExisting: "whole-request",
  },
};
