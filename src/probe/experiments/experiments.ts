/** Every experiment, in the order in which they are done: what others build upon comes first. */
import type { Experiment } from "../experiment";
import { createExisting } from "./batches/create-existing";
import { deleteMissing } from "./batches/delete-missing";
import { duplicateItems } from "./batches/duplicate-items";
import { echoKeys } from "./batches/echo-keys";
import { invalidInputError } from "./batches/invalid-input-error";
import { invalidItem } from "./batches/invalid-item";
import { messages } from "./batches/messages";
import { quotaRefusal } from "./batches/quota-refusal";
import { unknownAttribute } from "./batches/unknown-attribute";
import { updateMissing } from "./batches/update-missing";
import { checkedParts } from "./demands/checked-parts";
import { inRequestStaleness } from "./demands/in-request-staleness";
import { lockAtNone } from "./demands/lock-at-none";
import { lockOnCreate } from "./demands/lock-on-create";
import { lockOnPrimaryUpdate } from "./demands/lock-on-primary-update";
import { lockOnUpdate } from "./demands/lock-on-update";
import { staleItem } from "./demands/stale-item";
import { failureMessages } from "./findings/failure-messages";
import { leadingEquals } from "./findings/leading-equals";
import { locksByLevel } from "./findings/locks-by-level";
import { requestRate } from "./findings/request-rate";
import { restrictedBatch } from "./findings/restricted-batch";
import { stalenessByLevel } from "./findings/staleness-by-level";
import { timeStamps } from "./findings/time-stamps";
import { answerLocks } from "./locks/answer-locks";
import { lockFormat } from "./locks/lock-format";
import { lockInList } from "./locks/lock-in-list";
import { lockPartsInReads } from "./locks/lock-parts-in-reads";
import { lockPartsInWrites } from "./locks/lock-parts-in-writes";
import { primaryUpdateMovesValues } from "./locks/primary-update-moves-values";
import { recordPartMoves } from "./locks/record-part-moves";
import { tablePartMoves } from "./locks/table-part-moves";
import { unchangedWriteMoves } from "./locks/unchanged-write-moves";
import { defaultPageSize } from "./reads/default-page-size";
import { emptyMembers } from "./reads/empty-members";
import { filterOnLaterPages } from "./reads/filter-on-later-pages";
import { keyOrder } from "./reads/key-order";
import { lastModified } from "./reads/last-modified";
import { listOrder } from "./reads/list-order";
import { missingCellFallback } from "./reads/missing-cell-fallback";
import { paging } from "./reads/paging";
import { primaryPageLimit } from "./reads/primary-page-limit";
import { searchLagMs } from "./reads/search-lag";
import { staleReads } from "./reads/stale-reads";
import { trailingEmptyPage } from "./reads/trailing-empty-page";
import { defaultRecordId } from "./records/default-record-id";
import { defaultRecordKeys } from "./records/default-record-keys";
import { keyAttributeItem } from "./records/key-attribute-item";
import { keyCellsCount } from "./records/key-cells-count";
import { keyCellsListed } from "./records/key-cells-listed";
import { keyChangeError } from "./records/key-change-error";
import { keyCollisionError } from "./records/key-collision-error";
import { keyColumnOnData } from "./records/key-column-on-data";
import { listKeys } from "./records/list-keys";
import { recordIdOnKeyChange } from "./records/record-id-on-key-change";
import { recordWithoutCells } from "./records/record-without-cells";
import { bothMinimums } from "./schema/both-minimums";
import { maxEnumValues } from "./schema/max-enum-values";
import { parallelSchemaCalls } from "./schema/parallel-schema-calls";
import { renameCollisionError } from "./schema/rename-collision-error";
import { throttleError } from "./schema/throttle-error";
import { maxItemsCreate } from "./sizes/create";
import { maxItemsDelete } from "./sizes/delete";
import { maxItemsDescribe } from "./sizes/describe";
import { maxItemsEvaluate } from "./sizes/evaluate";
import { oversizeError } from "./sizes/oversize-error";
import { maxItemsUpdate } from "./sizes/update";
import { attributeNames } from "./values/attribute-names";
import { booleanSpelling } from "./values/boolean-spelling";
import { canonicalNumbers } from "./values/canonical-numbers";
import { emptyKey } from "./values/empty-key";
import { emptyText } from "./values/empty-text";
import { expressionSyntax } from "./values/expression-syntax";
import { normaliseKeys } from "./values/normalise-keys";
import { normaliseUnicode } from "./values/normalise-unicode";
import { numberKeys } from "./values/number-keys";
import { numberSpelling } from "./values/number-spelling";
import { respaceLists } from "./values/respace-lists";
import { rewriteArnRegions } from "./values/rewrite-arn-regions";
import { trimValues } from "./values/trim-values";

/** All experiments. */
export const experiments: readonly Experiment[] = [
  staleReads,
  searchLagMs,
  maxItemsCreate,
  maxItemsUpdate,
  maxItemsDelete,
  maxItemsDescribe,
  maxItemsEvaluate,
  oversizeError,
  invalidInputError,
  trimValues,
  canonicalNumbers,
  respaceLists,
  normaliseUnicode,
  rewriteArnRegions,
  booleanSpelling,
  numberSpelling,
  emptyText,
  emptyKey,
  normaliseKeys,
  numberKeys,
  expressionSyntax,
  attributeNames,
  duplicateItems,
  invalidItem,
  unknownAttribute,
  createExisting,
  updateMissing,
  deleteMissing,
  messages,
  echoKeys,
  defaultRecordId,
  defaultRecordKeys,
  missingCellFallback,
  recordWithoutCells,
  keyAttributeItem,
  keyCellsListed,
  recordIdOnKeyChange,
  keyCollisionError,
  lastModified,
  lockAtNone,
  lockPartsInReads,
  lockPartsInWrites,
  lockInList,
  lockFormat,
  lockOnUpdate,
  lockOnCreate,
  lockOnPrimaryUpdate,
  tablePartMoves,
  recordPartMoves,
  primaryUpdateMovesValues,
  unchangedWriteMoves,
  staleItem,
  checkedParts,
  inRequestStaleness,
  answerLocks,
  listOrder,
  keyOrder,
  defaultPageSize,
  primaryPageLimit,
  paging,
  trailingEmptyPage,
  filterOnLaterPages,
  emptyMembers,
  bothMinimums,
  maxEnumValues,
  renameCollisionError,
  listKeys,
  parallelSchemaCalls,
  keyColumnOnData,
  keyChangeError,
  quotaRefusal,
  keyCellsCount,
  throttleError,
  locksByLevel,
  stalenessByLevel,
  failureMessages,
  leadingEquals,
  timeStamps,
  restrictedBatch,
  requestRate,
];
