import { Fields } from "../../http/fields";
import { locateTable } from "../../locate";
import { inOrder } from "../../order";
import { page } from "../../store/paging";
import type { Operation } from "../../service";
import type { AttributeState } from "../../store/state";
import { attributeShape } from "../../schema/table-shape";

/** POST P/attributes: the columns, or those of the ids in the body; the filter of the first page counts. */
export const listDataTableAttributes: Operation = (service, call) => {
  const table = locateTable(service, call);
  const ids = new Fields(service, call.body).optionalTexts("AttributeIds");
  const { entries, next } = page<AttributeState>(service, call, {
    entries: inOrder(
      service.switches.listOrder,
      table.attributes,
      (attribute) => attribute.id,
      (attribute) => attribute.name,
    ),
    filter: ids?.length ? { ids } : {},
    matches: (filter, attribute) => !filter.ids || (filter.ids as string[]).includes(attribute.id),
    most: service.limits.pageSize,
  });
  return { Attributes: entries.map((attribute) => attributeShape(service, table, attribute)), ...next };
};
