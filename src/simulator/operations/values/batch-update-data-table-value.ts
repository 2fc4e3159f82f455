import { putCell, removeCell } from "../../records/cells";
import { checkLock } from "../../records/check-lock";
import { ItemError } from "../../answers/item-error";
import { findRecord } from "../../records/keys";
import { currentLock } from "../../records/lock-version";
import { runBatch, type Applied, type BatchRun, type ResolvedItem } from "../../answers/run-batch";
import type { Operation } from "../../service";
import { storableValue } from "../../values/storable-value";
import { createCell } from "./batch-create-data-table-value";

/** POST …/values/update: changes values that exist. */
export const batchUpdateDataTableValue: Operation = (service, call) => runBatch(service, call, "update", updateCell);

function updateCell(run: BatchRun, item: ResolvedItem): Applied {
  const { service, draft, base, change } = run;
  const { at, attribute } = item;
  if (attribute.primary) throw new ItemError("invalid", `${attribute.name} is a primary attribute`);
  const value = storableValue(service, attribute, item.value ?? "");
  const record = findRecord(service, draft, at);
  if (!record?.cells[attribute.id]) {
    if (service.switches.updateMissing === "creates") return createCell(run, item);
    throw new ItemError("missing");
  }
  const before = base.attributes.find(({ id }) => id === attribute.id) ?? attribute;
  checkLock(
    "update",
    draft.lockLevel,
    item.lock,
    currentLock(base, before, findRecord(service, base, at)),
    service.switches,
  );
  const vanishes = value === "" && service.switches.emptyText === "no-value";
  if (vanishes) removeCell(service, draft, record, attribute, change);
  else putCell(service, draft, record, attribute, value, change);
  return record;
}
