import { inOrder } from "../../order";
import { locateTable } from "../../locate";
import { page } from "../../store/paging";
import { matchesRecord, readRecordFilter } from "../../records/record-filter";
import type { Operation } from "../../service";
import { keyText } from "../../records/keys";
import { readLockOf, storedValues, valueEntry, type Located } from "../../values/value-entries";

/** POST …/values/list: every stored value, those of the default record included, with its lock version. */
export const listDataTableValues: Operation = (service, call) => {
  const table = locateTable(service, call, "any", true);
  const { entries, next } = page<Located>(service, call, {
    entries: inOrder(
      service.switches.listOrder,
      storedValues(service, table),
      ({ record, attribute }) => `${record.id}/${attribute.id}`,
      ({ record, attribute }) => JSON.stringify([keyText(service, table, record.keys), attribute.name]),
    ),
    filter: readRecordFilter(service, call),
    matches: (filter, { record }) => matchesRecord(service, table, filter, record),
    most: service.limits.pageSize,
  });
  const locks = service.switches.lockInList === "present";
  const values = entries.map((at) => ({
    ...valueEntry(service, table, at),
    ValueType: at.attribute.valueType,
    ...(locks && readLockOf(service, table, at)),
  }));
  return { Values: values, ...next };
};
