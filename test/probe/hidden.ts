/** Which switch hides which: the settings of a service under which no client can see another setting. */
import type { SwitchName, Switches } from "../../src/simulator";

type Rule = (service: Switches) => boolean;

const sizes = ["maxItemsCreate", "maxItemsUpdate", "maxItemsDelete", "maxItemsDescribe", "maxItemsEvaluate"] as const;
const takesTwo = (most: number | null): boolean => most === null || most >= 2;

/** Rows that a full table of one column holds. */
const rowsOf = ({ keyCellsCount }: Switches): number => (keyCellsCount ? 500 : 1000);

/** Whether two items of one request can be made to move one part that both of their answers show. */
function showsMove(service: Switches): boolean {
  const { lockPartsInWrites: parts, inRequestStaleness: stale } = service;
  const createTwo = takesTwo(service.maxItemsCreate);
  const updateTwo = takesTwo(service.maxItemsUpdate);
  const byCreate = createTwo && !(stale && service.lockOnCreate === "coarse");
  const byUpdate = updateTwo && !(stale && service.lockOnUpdate === "required");
  const showsLevel = parts === "all" || parts === "level" || parts === "level-and-value";
  const byRow = createTwo && parts === "all" && service.recordPartMoves === "always";
  return (showsLevel && (byCreate || byUpdate)) || byRow;
}

const rules: Readonly<Partial<Record<SwitchName, Rule>>> = {
  // Where values are stored as they are sent, keys have nothing to be normalised.
  normaliseKeys: (service) => !service.trimValues && !service.normaliseUnicode && !service.canonicalNumbers,
  oversizeError: (service) => sizes.every((name) => service[name] === null),
  duplicateItems: (service) => !takesTwo(service.maxItemsUpdate),
  quotaRefusal: (service) => !takesTwo(service.maxItemsCreate),
  answerLocks: (service) => !showsMove(service),
  inRequestStaleness: (service) => sizes.slice(0, 3).every((name) => !takesTwo(service[name])),
  primaryPageLimit: (service) => service.primaryPageLimit > rowsOf(service),
  defaultPageSize: (service) => service.defaultPageSize > rowsOf(service) * (service.keyCellsListed ? 2 : 1),
};

/** Whether the setting of a switch cannot be seen under the other ones. */
export function isHidden(name: SwitchName, service: Switches): boolean {
  return rules[name]?.(service) ?? false;
}
