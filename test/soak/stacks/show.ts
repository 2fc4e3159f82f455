/** A history of stacks for people: one line for each step. */
import {
  columns,
  rows,
  tableNames,
  type Change,
  type Edit,
  type StacksHistory,
  type Step,
  type Trouble,
} from "./history";
import { showTrouble } from "../trouble";

/** The lines of a history. */
export function showStacksHistory({ world, steps }: StacksHistory): string[] {
  const { personality, lockLevel, batchSize, parallel, adopts, filled, present, program } = world;
  const takes = adopts.flatMap((adopt, index) => (adopt ? [`t${index} takes over P${index}`] : []));
  return [
    `service: ${personality}, lock level ${lockLevel}, ${batchSize} items a request; ${parallel ? "resources side by side" : "one resource after the other"}`,
    ...(takes.length > 0 ? [takes.join(", ")] : []),
    ...(filled.length > 0 ? [`it begins with ${filled.map(showEdit).join(", ")}`] : []),
    `program: ${[present.join(", "), ...program.map(showChange)].join("; ")}`,
    ...steps.map((step, index) => `${index + 1}. ${showStep(step)}`),
  ];
}

function showStep(step: Step): string {
  switch (step.do) {
    case "edit":
      return `someone: ${step.edits.map(showEdit).join(", ")}`;
    case "editAll":
      return `someone: every cell of ${tableNames[step.table]} = value ${step.value}`;
    case "taint":
      return `pulumi state ${step.on ? "taint" : "untaint"} ${step.resource}${at(step.stack)}`;
    case "renameStack":
      return `pulumi stack rename${at(step.stack)}`;
    case "move":
      return `pulumi state move ${step.resources.join(" ")}, from stack ${step.from} to stack ${1 - step.from}`;
    case "preview":
      return `pulumi preview${flag(step.refresh, "--refresh")}${at(step.stack)}`;
    case "refresh":
      return `pulumi refresh${flag(step.previewOnly, "--preview-only")}${at(step.stack)}`;
    case "destroy":
      return `pulumi destroy${flag(step.refresh, "--refresh")}${list("--target", step.targets)}${at(step.stack)}${showTroubles(step.trouble)}`;
    case "decide": {
      const edits = step.between.length > 0 ? `; before it someone: ${step.between.map(showEdit).join(", ")}` : "";
      return `pulumi up${at(step.stack)}; where it stops at conflicts, pulumi up${flag(step.refresh, "--refresh")} with decisions: ${step.ways.join(", ")}, in turn${edits}${showTroubles(step.trouble)}`;
    }
    case "up": {
      const { changes, refresh, skipPreview, targets, replace, strict = false, between, trouble, stack } = step;
      const program = changes.length > 0 ? `program: ${changes.map(showChange).join("; ")}; ` : "";
      const flags = `${flag(refresh, "--refresh")}${flag(skipPreview, "--skip-preview")}${list("--target", targets)}${list("--replace", replace)}${strict ? " (strict)" : ""}`;
      const meanwhile = between.length > 0 ? `; after its preview someone: ${between.map(showEdit).join(", ")}` : "";
      return `${program}pulumi up${flags}${at(stack)}${skipPreview ? "" : meanwhile}${showTroubles(trouble)}`;
    }
  }
}

function at(stack: number): string {
  return stack === 0 ? "" : " (stack 1)";
}

function flag(isSet: boolean, text: string): string {
  return isSet ? ` ${text}` : "";
}

function list(text: string, names: readonly string[] | undefined): string {
  return names ? ` ${text} ${names.join(",")}` : "";
}

function showTroubles(troubles: readonly Trouble[]): string {
  return troubles
    .map((one) => `; ${one.kind === "crash" ? "the engine dies before the first delete" : showTrouble(one, showEdit)}`)
    .join("");
}

function showCell(row: number, column: number): string {
  return `${rows[row] ?? "(default)"}/${columns[column]?.name}`;
}

function showEdit({ table, row, column, value }: Edit): string {
  const texts = columns[column]?.foreign ?? [];
  return `${tableNames[table]} ${showCell(row, column)} = ${value === null ? "(removed)" : JSON.stringify(texts[value % texts.length])}`;
}

function showChange(change: Change): string {
  switch (change.kind) {
    case "set": {
      const values = columns[change.column]?.declared ?? [];
      return `${change.values} ${showCell(change.row, change.column)} = ${JSON.stringify(values[change.value % values.length])}`;
    }
    case "null":
      return `${change.values} ${showCell(change.row, change.column)} = null`;
    case "drop":
      return `${change.values} without ${showCell(change.row, change.column)}`;
    case "dropRow":
      return `${change.values} without row ${rows[change.row] ?? "(default)"}`;
    case "fill":
      return `${change.values} every cell = its value ${change.value}`;
    case "point":
      return `${change.values} points at ${change.target}`;
    case "export":
      return `${change.values} = an export of ${tableNames[change.from]}`;
    case "allowDelete":
      return `${change.table} allowDelete ${change.on}`;
    case "adopt":
      return `${change.table} adopt true`;
    case "describe":
      return `${change.table} another description`;
    case "instance":
      return `${change.table} in instance ${change.instance}`;
    case "trigger":
      return `${change.resource} trigger ${change.value}`;
    case "rename":
      return `${change.resource} renamed ${change.alias ? "with" : "without"} alias`;
    case "alias":
      return `${change.resource} has the alias ${change.name}`;
    case "remove":
    case "add":
      return `${change.kind} ${change.resource}`;
    case "deleteFirst":
    case "retain":
      return `${change.resource} ${change.kind === "retain" ? "retainOnDelete" : "deleteBeforeReplace"} ${change.on}`;
    case "overwrite":
    case "exclusive":
    case "replaceOnChanges":
    case "deletedWith":
    case "replaceWith":
    case "initial":
      return `${change.values} ${change.kind} ${change.on}`;
  }
}
