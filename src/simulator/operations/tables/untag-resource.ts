import { Fields } from "../../http/fields";
import { locateTagged } from "../../locate-tagged";
import type { Operation } from "../../service";

/** DELETE /tags/{resourceArn}?tagKeys=…: removes tags from a table; a tag that it does not have is no error. */
export const untagResource: Operation = (service, call) => {
  const { instance, table } = locateTagged(service, call);
  const keys = call.query.getAll("tagKeys");
  if (keys.length === 0) throw Fields.refusal(service, "tagKeys is required.");
  for (const key of keys) delete table.tags[key];
  service.store.commit(instance, table);
  return {};
};
