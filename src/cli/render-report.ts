import type { Report } from "../report/report";
import { renderHtml } from "../report/render/html/page";
import { renderJson } from "../report/render/json";
import { renderMarkdown } from "../report/render/markdown";
import { renderText } from "../report/render/text";

/** The forms of a report. */
export const reportFormats = ["text", "json", "markdown", "html"] as const;

/** One form of a report. */
export type ReportFormat = (typeof reportFormats)[number];

/** A report in the form that was asked for. */
export function renderReport(
  report: Report,
  format: ReportFormat,
  { title, color }: { readonly title?: string; readonly color: boolean },
): string {
  switch (format) {
    case "text":
      return renderText(report, { color });
    case "json":
      return renderJson(report);
    case "markdown":
      return renderMarkdown(report, { title });
    case "html":
      return renderHtml(report, { title });
  }
}
