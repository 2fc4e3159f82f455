import type { ItemError, ItemProblem } from "./item-error";
import type { Switches } from "../world/switches";

type Catalogue = Readonly<Record<ItemProblem, (detail: string) => string>>;

/** `Value not found` and `Concurrency conflict` were seen in public code; everything else is invented. */
const plain: Catalogue = {
  stale: () => "Concurrency conflict",
  exists: () => "Value already exists",
  missing: () => "Value not found",
  attribute: () => "Attribute not found",
  invalid: (detail) => `Invalid value: ${detail}`,
  duplicate: () => "Duplicate value in request",
  quota: () => "Maximum number of values reached",
};

const wordy: Catalogue = {
  stale: () => "The value could not be saved, because another user changed it after you had read it. Load it again.",
  exists: () => "The value could not be created, because there is one for these primary values and this attribute.",
  missing: () => "There is nothing stored for these primary values and this attribute.",
  attribute: () => "The table has no such attribute, or it was renamed.",
  invalid: (detail) => `The value does not satisfy the rules of its attribute (${detail}).`,
  duplicate: () => "The request names this value more than once.",
  quota: () => "The table is full.",
};

const texts: Readonly<Record<Switches["messages"], (error: ItemError) => string>> = {
  plain: (error) => plain[error.problem](error.detail),
  wordy: (error) => wordy[error.problem](error.detail),
  terse: () => "Failed",
};

/** The free text of a failed item. The service publishes no catalogue, so there are three, and a client must live with each. */
export function itemMessage(style: Switches["messages"], error: ItemError): string {
  return texts[style](error);
}
