import { visibleJson } from "../../core/text";
import type { Report } from "../report";

/** A report as JSON, for programs; `schema/report.schema.json` describes it. */
export function renderJson(report: Report): string {
  const tables = report.tables.map((table) => ({ ...table, contents: undefined }));
  return `${visibleJson(JSON.stringify({ ...report, tables }, undefined, 2))}\n`;
}
