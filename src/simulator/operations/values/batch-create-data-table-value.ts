import { countCells, dropIfEmpty, ensureRecord, putCell } from "../../records/cells";
import { checkLock } from "../../records/check-lock";
import { ItemError } from "../../answers/item-error";
import { findRecord, keyAttributes } from "../../records/keys";
import { currentLock } from "../../records/lock-version";
import { runBatch, type Applied, type BatchRun, type ResolvedItem } from "../../answers/run-batch";
import type { Operation } from "../../service";
import { storableValue } from "../../values/storable-value";

/** Creates the value of one cell; the record comes into being with its first value. */
export function createCell(run: BatchRun, item: ResolvedItem): Applied {
  const { service, draft, base, change, verb } = run;
  const { at, attribute } = item;
  if (attribute.primary) return createKeyOnly(run, item);
  const value = storableValue(service, attribute, item.value ?? "");
  const record = findRecord(service, draft, at);
  if (record?.cells[attribute.id]) throw new ItemError("exists");
  if (verb === "create") {
    const before = base.attributes.find(({ id }) => id === attribute.id) ?? attribute;
    checkLock(
      "create",
      draft.lockLevel,
      item.lock,
      currentLock(base, before, findRecord(service, base, at)),
      service.switches,
    );
  }
  checkRoom(run, record === undefined && Object.keys(at).length > 0);
  const kept = ensureRecord(service, draft, at, change);
  const isAbsent = value === "" && service.switches.emptyText === "no-value";
  if (isAbsent) dropIfEmpty(service, draft, kept);
  else putCell(service, draft, kept, attribute, value, change);
  return kept;
}

/** POST …/values/create: creates values that do not exist yet. */
export const batchCreateDataTableValue: Operation = (service, call) => runBatch(service, call, "create", createCell);

/** @throws ItemError `quota` when the table has no room for one more value, and its record where it would be a new one. */
function checkRoom({ service, draft }: BatchRun, isNewRecord: boolean): void {
  const keyCells = service.switches.keyCellsCount && isNewRecord ? keyAttributes(draft).length : 0;
  const most = service.limits.cellsPerTable;
  if (countCells(service, draft) + keyCells + 1 > most) throw new ItemError("quota", `more than ${most} values`);
}

/** An item that names a key column: refused, or the way to make a record without values. Undocumented. */
function createKeyOnly(run: BatchRun, { at, attribute, value }: ResolvedItem): Applied {
  const { service, draft, change } = run;
  if (service.switches.keyAttributeItem === "refused" || at[attribute.id] !== value) {
    throw new ItemError("invalid", `${attribute.name} is a primary attribute`);
  }
  if (findRecord(service, draft, at)) throw new ItemError("exists");
  return ensureRecord(service, draft, at, change);
}
