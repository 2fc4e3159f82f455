import { Fields } from "../../http/fields";
import { locateTagged } from "../../locate-tagged";
import { checkTags } from "../../metadata";
import type { Operation } from "../../service";

/** POST /tags/{resourceArn}: adds tags to a table, or changes their values. */
export const tagResource: Operation = (service, call) => {
  const { instance, table } = locateTagged(service, call);
  const fields = new Fields(service, call.body);
  const tags = checkTags(service, fields.optionalObject("tags") ?? fields.missing("tags"));
  table.tags = checkTags(service, { ...table.tags, ...tags });
  service.store.commit(instance, table);
  return {};
};
