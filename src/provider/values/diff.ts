/**
 * diff: what state records against what is declared, without a request. It never throws in a refresh; in a plan it says of a conflict, that
 * the check before it has seen and could not be sure of, that it is one.
 */
import { cellMap } from "../../core/cells/cell-map";
import { encodeValue } from "../../core/cells/cell-value";
import { typeOf } from "../../core/values/declared";
import type { Change } from "../../core/values/plan";
import { run } from "../host/run";
import { tell } from "../host/tell";
import { inputCells, releasedBy } from "./state/cells";
import { diffCells, hasMoves, isRecorded, settingsDiffer } from "./differ";
import type { ValuesInputs } from "./state/inputs";
import { hasUnknown, unknownValue } from "../host/unknown";
import { ownedCells, secretCells, type ValuesOutputs } from "./state/state";
import { tableOf } from "../connection/target";
import { replacedValues } from "../../report/listings";

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
  const urn = news.__urn ?? "";
  const table = tableOf(olds);
  if (table !== undefined && !run().readingOf(olds)) run().rememberCopy(urn, table, olds);
  if (moved.length > 0) return { replaces: moved };
  const gone = placesThatGo(news, table);
  if (gone.length > 0) return { replaces: gone };
  const conflict = run().confirmedDoubt(urn, olds);
  if (conflict !== undefined) throw new Error(conflict);
  if (table !== undefined && wasRobbed(olds, news, table)) return { changes: true };
  if (hasUnknown([news.dataTableId, news.instanceId, news.moved, news.ignore])) return {};
  if (settingsDiffer(olds, news)) return {};
  // A destroy goes by what state records: an "overwrite" that the program has taken back must not live on there.
  if ((olds.onConflict ?? "fail") !== (news.onConflict ?? "fail")) return {};
  const foreign = news.ownership === "exclusive" ? (olds.__lockVersions?.foreignCells ?? 0) : 0;
  const types = olds.__lockVersions?.types ?? {};
  const columnType = (attribute: string) => (Object.hasOwn(types, attribute) ? types[attribute] : undefined);
  const stays = foreign === 0 && !news.moved?.length && Object.keys(news.renamed ?? {}).length === 0;
  if (stays) return isRecorded(olds, news, columnType) ? { changes: false } : {};
  if (hasUnknown([news.rows, news.defaults])) return {};
  const cells = inputCells(news);
  const before = inputCells(olds);
  if (hasMoves(before, cells, news)) return {};
  const { created, updated, deleted } = diffCells(before, cells, {
    inputs: news,
    isReleased: releasedBy({}, cells, () => false),
    typeOf: columnType,
  });
  if (foreign > 0) {
    // The refresh put others' cells into the inputs. Where the program now declares just these, the engine finds no difference in the inputs
    // and has to be told that there is something to record.
    const taken = created.length === foreign && updated.length + deleted.length === 0;
    return taken && run().wasChecked(urn) ? { changes: true } : {};
  }
  const released = [...cells.released].some((key) => !before.released.has(key));
  return created.length + updated.length + deleted.length > 0 || released ? {} : { changes: false };
}

/**
 * Asked before any check whether a place that is not known yet replaces the resource, the engine wants to know what to delete before a
 * table or an instance that it is about to delete: our values go first. A table that this run keeps does not go.
 */
function placesThatGo(news: ValuesInputs, table: string | undefined): string[] {
  if (run().wasChecked(news.__urn ?? "") || (table !== undefined && run().isHeld(table))) return [];
  return (["instanceId", "dataTableId"] as const).filter((name) => news[name] === unknownValue);
}

/** Whether another resource of this run, which gave up a cell that both had declared, has removed it before this one was checked. */
function wasRobbed(olds: Partial<ValuesOutputs>, news: ValuesInputs, table: string): boolean {
  if (!run().hasRemoved(table) || !run().wasChecked(news.__urn ?? "")) return false;
  const { declared } = inputCells(news);
  return [...ownedCells(olds)].some((cell) => run().wasRemoved(table, cell) && declared.has(cell));
}

/** Tells, in a plan, which values that a refresh took from other writers the program replaces or removes: check does not know which those are. */
export async function tellAccepted(
  olds: Partial<ValuesOutputs>,
  news: ValuesInputs,
  answer: DiffAnswer,
): Promise<void> {
  const urn = news.__urn ?? "";
  if (!olds.__lockVersions?.taken || answer.changes === false || answer.replaces || !run().wasChecked(urn)) return;
  const cells = inputCells(news);
  const differences = diffCells(inputCells(olds), cells, {
    inputs: news,
    isReleased: releasedBy(news, cells, () => false),
  });
  const going = cellMap([...differences.updated, ...differences.deleted]);
  const types = olds.__lockVersions.types ?? {};
  const changes = [...ownedCells(olds)].flatMap((cell): Change[] => {
    if (!cell.taken || !going.has(cell)) return [];
    const valueType = (Object.hasOwn(types, cell.attribute) && types[cell.attribute]) || typeOf(cell.value);
    return [{ ...cell, kind: "update", valueType, before: encodeValue(cell.value, valueType), consent: "refresh" }];
  });
  for (const listing of replacedValues(changes, "future", secretCells(news, olds))) await tell(urn, listing, "full");
}
