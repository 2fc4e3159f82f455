import { keyText } from "../../records/keys";
import { storedKeys } from "../../records/key-shapes";
import { locateTable } from "../../locate";
import { inOrder } from "../../order";
import { page } from "../../store/paging";
import { matchesRecord, readRecordFilter } from "../../records/record-filter";
import type { Operation } from "../../service";
import type { RecordState } from "../../store/state";
import { lastModified } from "../../values/value-entries";

/** POST …/values/list-primary: one entry per record, without the default record and without lock versions. */
export const listDataTablePrimaryValues: Operation = (service, call) => {
  const table = locateTable(service, call, "any", true);
  const { entries, next } = page<RecordState>(service, call, {
    entries: inOrder(
      service.switches.listOrder,
      table.records.filter((record) => !record.isDefault),
      (record) => record.id,
      (record) => keyText(service, table, record.keys),
    ),
    filter: readRecordFilter(service, call),
    matches: (filter, record) => matchesRecord(service, table, filter, record),
    most: service.limits.pageSize,
    cap: service.switches.primaryPageLimit,
  });
  const list = entries.map((record) => ({
    RecordId: record.id,
    ...storedKeys(service, table, record),
    ...lastModified(service, record.change),
  }));
  return { PrimaryValuesList: list, ...next };
};
