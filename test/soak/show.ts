/** A history for people: one line for each step. */
import { cellName, columns, rows } from "./alphabet";
import type { Change, ForeignEdit, History, Step, Trouble } from "./history";
import { showTrouble } from "./trouble";

/** The lines of a history. */
export function showHistory({ world, steps }: History): string[] {
  const { personality, lockLevel, batchSize, start } = world;
  return [
    `service: ${personality}, lock level ${lockLevel}, ${batchSize} items a request${world.ignoreCase ? ", keys ignore case" : ""}${start.length > 0 ? `; it begins with ${start.map(showEdit).join(", ")}` : ""}`,
    ...steps.map((step, index) => `${index + 1}. ${showStep(step)}`),
  ];
}

function showStep(step: Step): string {
  switch (step.do) {
    case "edit":
      return `someone: ${step.edits.map(showEdit).join(", ")}`;
    case "refresh":
      return `pulumi refresh${step.previewOnly ? " --preview-only" : ""}`;
    case "level":
      return `someone: the table's lock level becomes ${step.lockLevel}`;
    case "destroy":
      return `pulumi destroy${showTroubles(step.trouble)}`;
    case "decide": {
      const edits = step.between.length > 0 ? `; before it someone: ${step.between.map(showEdit).join(", ")}` : "";
      const flags = step.refresh ? " --refresh" : "";
      return `pulumi up; where it stops at conflicts, pulumi up${flags} with decisions: ${step.ways.join(", ")}, in turn${edits}${showTroubles(step.trouble)}`;
    }
    case "up": {
      const flags = `${step.refresh ? " --refresh" : ""}${step.skipPreview ? " --skip-preview" : ""}${step.strict ? " (strict)" : ""}`;
      const program = step.changes.length > 0 ? `program: ${step.changes.map(showChange).join(", ")}; ` : "";
      const between =
        step.between.length > 0 ? `; after its preview someone: ${step.between.map(showEdit).join(", ")}` : "";
      return `${program}pulumi up${flags}${between}${showTroubles(step.trouble)}`;
    }
  }
}

function showTroubles(troubles: readonly Trouble[]): string {
  return troubles
    .map((one) => `; ${one.kind === "discard" ? "killed after its last request" : showTrouble(one, showEdit)}`)
    .join("");
}

function showEdit({ row, column, value }: ForeignEdit): string {
  const texts = columns[column]?.foreign ?? [];
  const text = value === null ? "(removed)" : JSON.stringify(texts[value % texts.length]);
  return `${cellName(row, column)} = ${text}`;
}

function showChange(change: Change): string {
  switch (change.kind) {
    case "set": {
      const values = columns[change.column]?.declared ?? [];
      return `${cellName(change.row, change.column)} = ${JSON.stringify(values[change.value % values.length])}`;
    }
    case "null":
      return `${cellName(change.row, change.column)} = null`;
    case "drop":
      return `without ${cellName(change.row, change.column)}`;
    case "dropRow":
      return `without row ${rows[change.row]?.rowKey}`;
    case "move":
      return `row ${rows[change.row]?.rowKey} moves to ${rows[change.to]?.rowKey}`;
    case "fill":
      return `every cell = its value ${change.value}`;
    case "ownership":
      return `ownership ${change.exclusive ? "exclusive" : "declared"}`;
    case "onConflict":
      return `onConflict ${change.overwrite ? "overwrite" : "fail"}`;
    case "initial":
      return `initial ${["nothing", "column Seats", "columns Opens, Seats"][change.initial]}`;
    case "ignore":
      return `ignore ${["nothing", "column Open", "rows T*"][change.ignore]}`;
  }
}
