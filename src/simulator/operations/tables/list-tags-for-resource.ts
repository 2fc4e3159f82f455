import { locateTagged } from "../../locate-tagged";
import type { Operation } from "../../service";

/** GET /tags/{resourceArn}: the tags of a table. */
export const listTagsForResource: Operation = (service, call) => ({ tags: locateTagged(service, call).table.tags });
