/** How messages call a table: by its name, as far as this run has learned it, and its id. */
import type { Problem, Problems } from "../../core/problem";
import { run } from "../host/run";
import { unknownValue } from "../host/unknown";
import { tableOf } from "./target";

/** Where a table is. */
export interface TablePlace {
  readonly region?: string;
  readonly instanceId?: string;
  readonly dataTableId?: string;
}

/** `data table "StoreHours" (bc65…)`; without the name where this run has not learned it. */
export function tableLabel(place: TablePlace): string {
  const { dataTableId } = place;
  if (dataTableId === undefined || dataTableId === unknownValue) return "the data table";
  const name = run().tableName(tableOf(place));
  return name === undefined ? `data table ${dataTableId}` : `data table "${name}" (${dataTableId})`;
}

/** Problems under a title that says with what they are. */
export function problemsWith(subject: string, problems: readonly Problem[]): Problems {
  return { title: `${problems.length === 1 ? "1 problem" : `${problems.length} problems`} with ${subject}:`, problems };
}
