import { visibleJson } from "../../core/text";
import type { ProbeResult } from "../result/result";

/** The result as JSON text. */
export function renderResultJson(result: ProbeResult): string {
  return `${visibleJson(JSON.stringify(result, null, 2))}\n`;
}
