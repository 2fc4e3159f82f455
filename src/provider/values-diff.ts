/**
 * diff: what state records against what is declared, without a request. It never throws in a refresh; in a plan it says of a conflict, that
 * the check before it has seen and could not be sure of, that it is one.
 */
import { confirmedDoubt, wasChecked } from "./run-registry";
import { inputCells, releasedBy } from "./values-cells";
import { diffCells, hasMoves, isRecorded, settingsDiffer } from "./values-differ";
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
  const conflict = confirmedDoubt(news.__urn ?? "", olds);
  if (conflict !== undefined) throw new Error(conflict);
  if (hasUnknown([news.dataTableId, news.instanceId, news.moved, news.ignore])) return {};
  if (settingsDiffer(olds, news)) return {};
  // A destroy goes by what state records: an "overwrite" that the program has taken back must not live on there.
  if ((olds.onConflict ?? "fail") !== (news.onConflict ?? "fail")) return {};
  const foreign = news.ownership === "exclusive" ? (olds.__lockVersions?.foreignCells ?? 0) : 0;
  const types = olds.__lockVersions?.types ?? {};
  const typeOf = (attribute: string) => (Object.hasOwn(types, attribute) ? types[attribute] : undefined);
  const stays = foreign === 0 && !news.moved?.length && Object.keys(news.renamed ?? {}).length === 0;
  if (stays) return isRecorded(olds, news, typeOf) ? { changes: false } : {};
  if (hasUnknown([news.rows, news.defaults])) return {};
  const cells = inputCells(news);
  const before = inputCells(olds);
  if (hasMoves(before, cells, news)) return {};
  const { created, updated, deleted } = diffCells(before, cells, {
    inputs: news,
    isReleased: releasedBy({}, cells, () => false),
    typeOf,
  });
  if (foreign > 0) {
    // The refresh put others' cells into the inputs. Where the program now declares just these, the engine finds no difference in the inputs
    // and has to be told that there is something to record.
    const taken = created.length === foreign && updated.length + deleted.length === 0;
    return taken && wasChecked(news.__urn ?? "") ? { changes: true } : {};
  }
  const released = [...cells.released].some((key) => !before.released.has(key));
  return created.length + updated.length + deleted.length > 0 || released ? {} : { changes: false };
}
