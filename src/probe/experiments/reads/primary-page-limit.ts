import { largestPage, pageSizeExperiment } from "./first-page";

/** The largest page of keys. */
export const primaryPageLimit = pageSizeExperiment({
  name: "primaryPageLimit",
  question: "How many rows does a page of ListDataTablePrimaryValues hold at most?",
  steps: `Lists the keys of a table of many rows with MaxResults ${largestPage}.`,
  operation: "ListDataTablePrimaryValues",
  input: { MaxResults: largestPage },
});
