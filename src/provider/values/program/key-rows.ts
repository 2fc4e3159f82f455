/** Rows and moves of a program by their row keys: at once where the keys are known, and otherwise as an `Output`. */
import * as pulumi from "@pulumi/pulumi";
import { keyPlainMoves, keyPlainRows, type Keyed, type KeyedMoves } from "../../../core/arguments/keyed-rows";
import { isAwaited, isPlain } from "../../program/awaited";
import type { KeyInput, RowInput } from "../resource";

type Move = { readonly from: KeyInput; readonly to: KeyInput };

/** Plain moves at once; others when they are known. */
export function keyMoves(
  moves: readonly Move[] | pulumi.Output<readonly Move[]>,
  primary: readonly string[],
): KeyedMoves | pulumi.Output<KeyedMoves> {
  if (isPlain(moves)) return keyPlainMoves(moves as readonly Move[], primary);
  return pulumi.output(moves).apply((plain) => keyPlainMoves(plain as readonly Move[], primary));
}

/** Plain rows make plain inputs at once; rows with an `Output` in a key or around them make an `Output`. */
export function keyRows(rows: unknown, primary: readonly string[]): Keyed | pulumi.Output<Keyed> {
  if (Array.isArray(rows) && rows.every((row) => isPlainRow(row, primary))) return keyPlainRows(rows, primary);
  return pulumi.output(rows as pulumi.Input<RowInput[]>).apply((plain) => keyPlainRows(plain, primary));
}

function isPlainRow(row: unknown, primary: readonly string[]): boolean {
  if (isAwaited(row)) return false;
  return typeof row !== "object" || row === null || primary.every((name) => !isAwaited((row as RowInput)[name]));
}
