import type { CellValue, ValueType } from "../../core/model";
import type { Position } from "../../core/problem";
import { fillCell, fillKnown, fillText, mapTexts, textsOf, variablesIn } from "../../core/cells/template";
import { nearestName } from "../../core/arguments/nearest-name";
import type { Disclosure } from "./disclosure";
import type { Problems } from "../format/problems";

/** What is known of the variables of a file when it is read. */
export interface VariableInputs {
  /** The values that are known. Names that the file does not declare are passed over: one set of values may serve many files. */
  readonly values?: Readonly<Record<string, string>>;
  /** Variables whose values come later; `all`: every one that has no value here. */
  readonly open?: readonly string[] | "all";
}

/** A row on its way in: its cells, and the columns whose values are templates. */
interface FilledRow {
  readonly cells: Map<string, CellValue | null | undefined>;
  readonly open: Set<string>;
}

/** The variables that a file declares: replaces them in its cells, and remembers which were used. */
export class FileVariables {
  private readonly values: ReadonlyMap<string, string>;
  private readonly used = new Set<string>();
  private readonly isOpenName: (name: string) => boolean;

  constructor(
    /** The declared names; `undefined` where the file has no `variables`: then `${` is plain text. */
    private readonly declared: readonly string[] | undefined,
    private readonly inputs: VariableInputs,
    private readonly problems: Problems,
    private readonly disclosure: Disclosure,
  ) {
    const known = Object.entries(inputs.values ?? {}).filter(([name]) => declared?.includes(name));
    this.values = new Map(known);
    const { open = [] } = inputs;
    this.isOpenName = (name) => open === "all" || open.includes(name);
  }

  /** The declared variables whose values come later. */
  get open(): readonly string[] {
    return (this.declared ?? []).filter((name) => !this.values.has(name) && this.isOpenName(name));
  }

  /** Whether the file has variables at all. */
  get areDeclared(): boolean {
    return this.declared !== undefined;
  }

  /** Puts a value into a row with its variables replaced. One with open variables is put there as a template and noted as open; a wrong one is reported and is of no use. */
  put(
    row: FilledRow,
    column: string,
    value: CellValue | null | undefined,
    type: ValueType,
    where: () => Position,
  ): void {
    const texts = this.declared && value !== undefined && value !== null ? textsOf(value) : undefined;
    if (value === undefined || value === null || !texts?.some((text) => text.includes("${"))) {
      row.cells.set(column, value);
      return;
    }
    const names = texts.flatMap(variablesIn);
    for (const name of names) this.use(name, column, where);
    const isWrong = names.some((name) => name === undefined || !this.declared?.includes(name));
    const isOpen = names.some((name) => name !== undefined && !this.values.has(name));
    if (isOpen && !isWrong) row.open.add(column);
    row.cells.set(
      column,
      isWrong
        ? undefined
        : isOpen
          ? mapTexts(value, (text) => fillKnown(text, this.values))
          : fillCell(value, type, this.values),
    );
  }

  /** A string of a setting with its variables replaced; `undefined` where one is open or wrong, which is reported. */
  fillSetting(text: string, where: () => Position): string | undefined {
    if (!this.declared || !text.includes("${")) return text;
    for (const name of variablesIn(text)) this.use(name, undefined, where);
    return fillText(text, this.values);
  }

  /** Reports variables that lack a value, and those that nothing uses; `at` tells where one is declared. */
  reportUnfit(at: (name: string) => Position, isComplete: boolean): void {
    for (const name of this.declared ?? []) {
      const shown = this.disclosure.quoteSetting(name);
      if (!this.values.has(name) && !this.isOpenName(name)) {
        const meant = nearestName(name, Object.keys(this.inputs.values ?? {}));
        const hint = meant
          ? `There is a value for ${JSON.stringify(meant)}; use the same name in both places.`
          : "Give it one: `variables` of the component, or `--var name=value` or `--vars FILE` of a command.";
        this.problems.add("MISSING_VARIABLE", at(name), `the variable ${shown} has no value.`, hint);
      }
      if (!isComplete || this.used.has(name)) continue;
      const hint = 'Remove it, or use it: `"${name}"` in a value, a list item, an expression or a key.';
      this.problems.add("UNUSED_VARIABLE", at(name), `nothing uses the variable ${shown}.`, hint);
    }
  }

  private use(name: string | undefined, column: string | undefined, where: () => Position): void {
    if (name !== undefined) this.used.add(name);
    if (name === undefined || !this.declared?.includes(name)) this.reportUnknown(name, column, where());
  }

  private reportUnknown(name: string | undefined, column: string | undefined, at: Position): void {
    const isShown = name !== undefined && this.disclosure.shows(name);
    const what = isShown
      ? `there is no variable ${JSON.stringify(name)}.`
      : "`${` begins a variable, but no declared name follows.";
    const meant = isShown && nearestName(name, this.declared ?? []);
    const hint = meant
      ? `Did you mean ${JSON.stringify(meant)}?`
      : "Declare it under `variables`, or write `$${` for a literal `${`.";
    this.problems.add("UNKNOWN_VARIABLE", at, what, hint, column === undefined ? {} : { column });
  }
}
