import { writable, sizeExperiment } from "./largest";

/** The largest BatchCreateDataTableValue. */
export const maxItemsCreate = sizeExperiment({
  operation: "Create",
  items: "new cells, and after the first success cells that exist",
  tried: writable,
});
