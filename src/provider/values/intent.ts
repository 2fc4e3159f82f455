/** What a verb goes by, and what it wants of the table: one builder for check, diff and apply. */
import { consentTime, type TableIntent } from "../../core/values/intent";
import { run } from "../host/run";
import { resolverOf } from "./consent/resolve";
import { releasedBy, type InputCells } from "./state/cells";
import type { ValuesInputs } from "./state/inputs";
import { cellsOfCopy, ownedCells, secretCells, type ValuesOutputs } from "./state/state";

/** What is recorded of a table, as far as a verb can know it: the recorded half of an intent, and where it comes from. */
export interface Base extends Pick<TableIntent, "owned" | "suspects" | "createsMissing"> {
  /** What state recorded before this run refreshed it; absent when it did not. */
  readonly before?: Partial<ValuesOutputs>;
  /** `before`, or what an old copy of the resource recorded, or else what the engine hands over. */
  readonly recorded: Partial<ValuesOutputs>;
}

/**
 * The base of a verb. `olds`: recorded inputs or outputs as the engine hands them over, empty for a new copy. Its cells are those that no other
 * resource or copy has removed in this run. Of an old copy no one knows what became of its cells since.
 */
export function baseOf(olds: Partial<ValuesOutputs>, urn: string, table: string | undefined): Base {
  const { contents, recorded: memory } = run;
  const reading = memory.readingOf(olds);
  const before = reading?.before;
  const isNew = Object.keys(olds).length === 0;
  const copy = isNew && table ? memory.copyOf<Partial<ValuesOutputs>>(urn, table) : undefined;
  const recorded = before ?? copy ?? olds;
  const cells = copy && !before ? cellsOfCopy(copy) : ownedCells(recorded);
  return {
    before,
    recorded,
    owned: table ? contents.withoutRemoved(table, cells) : cells,
    suspects: copy ? [...cells] : reading?.changed,
    createsMissing: copy !== undefined,
  };
}

/** What inputs ask for, from a base. What is not known yet in a preview is left alone. */
export function intentOf(
  news: ValuesInputs,
  cells: InputCells,
  { owned, suspects, createsMissing, recorded }: Omit<Base, "before">,
  place: { readonly instanceId?: string; readonly dataTableId?: string; readonly table?: string },
): TableIntent {
  const { instanceId = "", dataTableId = "", table } = place;
  const byOthers = table ? run.claims.declaredByOthers(table, news.__urn ?? "") : () => false;
  const isReleased = releasedBy(news, cells, byOthers);
  return {
    owned,
    suspects,
    createsMissing,
    declared: cells.declared,
    named: cells.named,
    isReleased: cells.isKnown ? isReleased : (cell) => isReleased(cell) || cells.isUnknown(cell),
    ownership: news.ownership ?? "declared",
    onConflict: news.onConflict ?? "fail",
    exportedAt: consentTime(news.exported, { instanceId, dataTableId }),
    moves: news.moved ?? [],
    renamed: news.renamed ?? {},
    hasLeft: recorded.__lockVersions?.left !== undefined,
    resolve: resolverOf(news, secretCells(news, recorded)),
    emptyIsAbsent: recorded.__lockVersions?.emptyIsAbsent,
  };
}
