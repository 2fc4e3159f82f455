import { pageSizeExperiment } from "./first-page";

/** Entries of a page where no size is asked for. */
export const defaultPageSize = pageSizeExperiment({
  name: "defaultPageSize",
  question: "How many entries does a page have without MaxResults?",
  steps: "Lists the values of a table of many rows without MaxResults.",
  operation: "ListDataTableValues",
  input: {},
});
