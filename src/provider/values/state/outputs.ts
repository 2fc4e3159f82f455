import type { CellAddress, CellKey } from "../../../core/cells/cell-map";
import type { Attributes, LockLevel } from "../../../core/model";
import type { OwnedCell } from "../../../core/values/cells";
import { plainJson, wrapSecret } from "../../host/engine-values";
import { inputCells, toTableInputs } from "./cells";
import type { ValuesInputs } from "./inputs";
import { encodeLockVersions } from "./lock-versions";
import { columnTypes, encodeLeft, encodeMarks, secretCells, stateVersion, type ValuesOutputs } from "./state";

/** What the outputs are made of. */
interface OutputParts {
  readonly inputs: ValuesInputs;
  readonly owned: Iterable<OwnedCell>;
  readonly released: ReadonlySet<CellKey>;
  readonly attributes: Attributes | undefined;
  readonly lockLevel: LockLevel | undefined;
  readonly foreignCells?: number;
  readonly emptyIsAbsent?: boolean;
  /** Earlier inputs or outputs, whose secrets stay secrets. */
  readonly before?: Partial<ValuesInputs>;
}

/** The resource's outputs: the declared inputs under the same keys, with the cells that are recorded. */
export function toOutputs(parts: OutputParts): Record<string, unknown> {
  const { inputs, attributes, before = {} } = parts;
  const owned = [...parts.owned];
  const isSecret = secretCells(inputs, before);
  const secrets = new Set([...(inputs.__secretCells ?? []), ...(before.__secretCells ?? [])]);
  const outputs: Partial<Record<keyof ValuesOutputs, unknown>> = {
    ...inputs,
    ...shownTable(owned, parts.released, isSecret),
    __secretCells: secrets.size > 0 ? [...secrets].sort() : undefined,
    cellCount: owned.length,
    lockLevel: parts.lockLevel,
    __lockVersions: {
      schemaVersion: stateVersion,
      ...encodeLockVersions(owned),
      types: columnTypes(owned, (name) => attributes?.get(name)?.valueType),
      foreignCells: parts.foreignCells,
      emptyIsAbsent: parts.emptyIsAbsent,
      found: encodeMarks(owned, (cell) => cell.found),
      taken: encodeMarks(owned, (cell) => cell.taken),
      left: encodeLeft(owned, isSecret),
    },
  };
  return plainJson(outputs);
}

/** Recorded outputs as they were handed to a verb, with their secrets wrapped again. */
export function outputsAgain(outputs: Partial<ValuesOutputs> & Partial<ValuesInputs>): Record<string, unknown> {
  const { declared, released } = inputCells(outputs);
  const { rows, defaults } = shownTable(declared, released, secretCells(outputs));
  return plainJson({ ...outputs, rows: outputs.rows && rows, defaults: outputs.defaults && defaults });
}

/**
 * Cells as `rows` and `defaults` for the engine. Secret ones are wrapped: the engine marks only those that it finds at the same place in the
 * inputs.
 */
export function shownTable(
  cells: Iterable<CellAddress & { readonly value: unknown }>,
  released: ReadonlySet<CellKey>,
  isSecret: (cell: CellAddress) => boolean,
): ReturnType<typeof toTableInputs> {
  const shown = [...cells].map((cell) => (isSecret(cell) ? { ...cell, value: wrapSecret(cell.value) } : cell));
  return toTableInputs(shown, released);
}
