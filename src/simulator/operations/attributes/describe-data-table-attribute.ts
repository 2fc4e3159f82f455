import { locateAttribute, locateTable } from "../../locate";
import type { Operation } from "../../service";
import { attributeShape } from "../../schema/table-shape";

/** GET P/attributes/{AttributeName}: one column, found by its name. */
export const describeDataTableAttribute: Operation = (service, call) => {
  const table = locateTable(service, call);
  return { Attribute: attributeShape(service, table, locateAttribute(service, call, table)) };
};
