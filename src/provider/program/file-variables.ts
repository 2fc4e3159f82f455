import * as pulumi from "@pulumi/pulumi";
import { fillCell, textsOf, variablesIn } from "../../core/cells/template";
import type { CellValue } from "../../core/model";
import type { FileRow, TableFile } from "../../file/format/table-file";
import type { VariableInputs } from "../../file/read/variables";


/** The values of a file's variables, as a program gives them. */
export type FileVariableInputs = Readonly<Record<string, pulumi.Input<string | number | boolean>>>;

/** A row whose cells may be known only while the program runs. */
type RowInputs = Readonly<Record<string, pulumi.Input<CellValue | null>>>;

/** What is known when the file is read, and what is not: an output may also be a secret, which must not reach a message. */
export function splitVariables(variables: FileVariableInputs): VariableInputs {
  const entries = Object.entries(variables).filter(([, value]) => value !== undefined);
  const known = entries.filter(([, value]) => isPlain(value));
  return {
    values: Object.fromEntries(known.map(([name, value]) => [name, String(value as string | number | boolean)])),
    open: entries.filter(([, value]) => !isPlain(value)).map(([name]) => name),
  };
}

/** The values of a file with its variables replaced, cell by cell, so that an unknown or secret one concerns only the cells that use it. */
export function fillValues({ table, values, open }: TableFile, variables: FileVariableInputs) {
  if (!open) return values;
  const fillRow = (row: FileRow): RowInputs =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        const type = table.attributes[name]?.type ?? "TEXT";
        return [name, value === null ? value : fillInput(value, (filled) => fillCell(value, type, filled), variables)];
      }),
    );
  return { ...values, rows: values.rows.map(fillRow), defaults: fillRow(values.defaults) };
}

/** A cell is filled at once unless one of its variables is an output. */
function fillInput(
  template: CellValue,
  fill: (values: ReadonlyMap<string, string>) => CellValue,
  variables: FileVariableInputs,
): pulumi.Input<CellValue> {
  const names = [...new Set(textsOf(template).flatMap(variablesIn))].filter((name) => name !== undefined);
  if (names.length === 0) return fill(new Map());
  const used = Object.fromEntries(names.map((name) => [name, variables[name]]));
  return pulumi.output(used).apply((values) => {
    const texts = Object.entries(values).map(([name, value]): [string, string] => [name, String(value)]);
    return fill(new Map(texts));
  });
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
