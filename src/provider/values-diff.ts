/** diff: what state records against what is declared, without a request. It never throws: it also runs in a refresh. */
import { inputCells, releasedBy } from "./values-cells";
import { diffCells, hasMoves, settingsDiffer } from "./values-differ";
import { hasUnknown, unknownValue, type ValuesInputs } from "./values-inputs";
import type { ValuesOutputs } from "./values-state";

/** What the engine is answered. Without `changes` the engine compares the inputs itself and shows each changed cell and nothing else. */
export interface DiffAnswer {
  readonly changes?: boolean;
  readonly replaces?: string[];
}

/** The verb. `olds` are the recorded outputs, `news` the checked inputs. */
export function diffValues(olds: Partial<ValuesOutputs>, news: ValuesInputs): DiffAnswer {
  const moved = (["instanceId", "dataTableId", "region"] as const).filter(
    (name) =>
      news[name] !== unknownValue && olds[name] !== undefined && news[name] !== undefined && olds[name] !== news[name],
  );
  if (moved.length > 0) return { replaces: moved };
  if (hasUnknown([news.rows, news.defaults, news.dataTableId, news.instanceId])) return {};
  if (settingsDiffer(olds, news)) return {};
  // A destroy goes by what state records: an "overwrite" that the program has taken back must not live on there.
  if ((olds.onConflict ?? "fail") !== (news.onConflict ?? "fail")) return {};
  if (news.ownership === "exclusive" && (olds.__lockVersions?.foreignCells ?? 0) > 0) return {};
  const cells = inputCells(news);
  const before = inputCells(olds);
  if (hasMoves(before, cells, news)) return {};
  const types = olds.__lockVersions?.types ?? {};
  const { created, updated, deleted } = diffCells(before, cells, {
    inputs: news,
    isReleased: releasedBy({}, cells, () => false),
    typeOf: (attribute) => (Object.hasOwn(types, attribute) ? types[attribute] : undefined),
  });
  const released = [...cells.released].some((key) => !before.released.has(key));
  return created.length + updated.length + deleted.length > 0 || released ? {} : { changes: false };
}
