/** What a verb goes by, and what it wants of the table: one builder for check and apply. */
import type { CellAddress, Cells } from "../../core/cells/cell-map";
import type { OwnedCell } from "../../core/values/cells";
import { consentTime } from "../../core/values/exported";
import type { TableIntent } from "../../core/values/intent";
import { run } from "../host/run";
import { resolverOf } from "./resolve";
import { releasedBy, type InputCells } from "./state/cells";
import type { ValuesInputs } from "./state/inputs";
import { cellsOfCopy, ownedCells, secretCells, type ValuesOutputs } from "./state/state";

/** What is recorded of a table, as far as a verb can know it. */
export interface Base {
  /** What state recorded before this run refreshed it; absent when it did not. */
  readonly before?: Partial<ValuesOutputs>;
  /** `before`, or what an old copy of the resource recorded, or else what the engine hands over. */
  readonly recorded: Partial<ValuesOutputs>;
  /** The recorded cells, without those that another resource or copy has removed in this run. */
  readonly owned: Cells<OwnedCell>;
  /** Cells that the refresh of this run found changed, or all of an old copy: no one knows what became of them since. */
  readonly suspects?: readonly CellAddress[];
  /** Whether this is a new copy of a resource of which a diff, a delete or the first check of this run has seen the old one. */
  readonly isReplacement: boolean;
}

/** The base of a verb. `olds`: recorded inputs or outputs as the engine hands them over, empty for a new copy. */
export function baseOf(olds: Partial<ValuesOutputs>, urn: string, table: string | undefined): Base {
  const reading = run().readingOf(olds);
  const before = reading?.before as Partial<ValuesOutputs> | undefined;
  const isNew = Object.keys(olds).length === 0;
  const copy = isNew && table ? run().copyOf<Partial<ValuesOutputs>>(urn, table) : undefined;
  const recorded = before ?? copy ?? olds;
  const cells = copy && !before ? cellsOfCopy(copy) : ownedCells(recorded);
  return {
    before,
    recorded,
    owned: table ? run().withoutRemoved(table, cells) : cells,
    suspects: copy ? [...cells] : reading?.changed,
    isReplacement: copy !== undefined,
  };
}

/** What inputs ask for, from a base. What is not known yet in a preview is left alone. */
export function intentOf(
  news: ValuesInputs,
  cells: InputCells,
  base: Base,
  place: { readonly instanceId: string; readonly dataTableId: string; readonly table?: string },
): TableIntent {
  const byOthers = place.table ? run().declaredByOthers(place.table, news.__urn ?? "") : () => false;
  const isReleased = releasedBy(news, cells, byOthers);
  return {
    owned: base.owned,
    declared: cells.declared,
    named: cells.named,
    isReleased: cells.isKnown ? isReleased : (cell) => isReleased(cell) || cells.isUnknown(cell),
    ownership: news.ownership ?? "declared",
    onConflict: news.onConflict ?? "fail",
    exportedAt: consentTime(news.exported, place),
    moves: news.moved ?? [],
    renamed: news.renamed ?? {},
    hasLeft: base.recorded.__lockVersions?.left !== undefined,
    resolve: resolverOf(news, secretCells(news, base.recorded)),
    emptyIsAbsent: base.recorded.__lockVersions?.emptyIsAbsent,
    suspects: base.suspects,
    createsMissing: base.isReplacement,
  };
}
