import { writable, sizeExperiment } from "./largest";

/** The largest BatchUpdateDataTableValue. */
export const maxItemsUpdate = sizeExperiment({
  operation: "Update",
  items: "cells that exist or not",
  tried: writable,
});
