import { visibleJson } from "../../core/text";
import type { Report } from "../report";

/** A report as JSON, for programs; `schema/report.schema.json` describes it. */
export function renderJson(report: Report): string {
  return `${visibleJson(JSON.stringify(report, undefined, 2))}\n`;
}
