import { harmless, sizeExperiment } from "./largest";

/** The largest BatchDeleteDataTableValue. */
export const maxItemsDelete = sizeExperiment({
  operation: "Delete",
  items: "cells that never existed",
  tried: harmless,
});
