import { removeCell } from "../../records/cells";
import { checkLock } from "../../records/check-lock";
import { ItemError } from "../../answers/item-error";
import { findRecord } from "../../records/keys";
import { currentLock } from "../../records/lock-version";
import { runBatch, type Applied, type BatchRun, type ResolvedItem } from "../../answers/run-batch";
import type { Operation } from "../../service";
import type { RecordState } from "../../store/state";

/** POST …/values/delete: removes values. */
export const batchDeleteDataTableValue: Operation = (service, call) => runBatch(service, call, "delete", deleteCell);

/** What stands in for the record in the answer to a delete of something that is not there. */
function nothing({ change }: BatchRun): RecordState {
  return { id: "", isDefault: false, keys: {}, lock: "", change, cells: {} };
}

function deleteCell(run: BatchRun, { at, attribute, lock }: ResolvedItem): Applied {
  const { service, draft, base, change } = run;
  if (attribute.primary) throw new ItemError("invalid", `${attribute.name} is a primary attribute`);
  const record = findRecord(service, draft, at);
  if (!record?.cells[attribute.id]) {
    if (service.switches.deleteMissing === "fails") throw new ItemError("missing");
    return record ?? nothing(run);
  }
  const before = base.attributes.find(({ id }) => id === attribute.id) ?? attribute;
  checkLock(
    "delete",
    draft.lockLevel,
    lock,
    currentLock(base, before, findRecord(service, base, at)),
    service.switches,
  );
  removeCell(service, draft, record, attribute, change);
  return record;
}
