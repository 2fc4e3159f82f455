import { harmless, sizeExperiment } from "./largest";

/** The largest EvaluateDataTableValues. */
export const maxItemsEvaluate = sizeExperiment({
  operation: "Evaluate",
  items: "one column of rows that never existed",
  tried: harmless,
});
