import { harmless, sizeExperiment } from "./largest";

/** The largest BatchDescribeDataTableValue. */
export const maxItemsDescribe = sizeExperiment({
  operation: "Describe",
  items: "cells that never existed",
  tried: harmless,
});
