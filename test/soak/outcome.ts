/** What an `up` without trouble must come to, worked out from the four rules as the design states them: does it meet a conflict, or not? */
import { personalities } from "../../src/simulator";
import type { RunResult } from "../helpers/verb-stack";
import { cellName, columns, rows } from "./alphabet";
import { meaning, textOf } from "./meaning";
import { recordedTexts } from "./oracle";
import type { Play } from "./play";

/** The cells in conflict; `undefined` where this judge has no opinion. */
export async function expectedOf({
  bench,
  stack,
  program,
  history,
  left,
}: Play): Promise<readonly string[] | undefined> {
  if (program.hasMoves) return undefined;
  if (program.overwrite) return [];
  const service = personalities[history.world.personality] ?? {};
  const live = bench.truth();
  const recorded = recordedTexts(await stack.recorded());
  const declared = program.declared();
  const conflicts: string[] = [];
  let isSure = true;
  rows.forEach((_, row) =>
    columns.forEach(({ name: column }, index) => {
      const name = cellName(row, index);
      const [base, desired] = [recorded.get(name), declared.get(name)];
      if (program.isReleased(row, index) || (base === undefined && desired === undefined)) return;
      if (program.isInitial(index) && desired !== undefined) return;
      // Cells that were left to others, and initial ones whose column or row goes: whether they still are as they were is not this judge's to say.
      if (left.has(name) || program.wasInitial(index)) isSure = false;
      const mean = (text: string | undefined) => (text === undefined ? undefined : meaning(column, text, service));
      const [before, now, wanted] = [
        mean(base),
        mean(live.get(name)?.text),
        mean(desired === undefined ? undefined : textOf(desired)),
      ];
      // A text that the service does not keep: whether the package knows that by now is not this judge's to say.
      if ((base !== undefined && before === undefined) || (desired !== undefined && wanted === undefined))
        isSure = false;
      if (now !== wanted && now !== before && wanted !== before) conflicts.push(name);
    }),
  );
  return isSure ? conflicts : undefined;
}

/** What is wrong with the outcome. */
export function judgeOutcome(conflicts: readonly string[], { failure }: RunResult): string[] {
  if (conflicts.length === 0) return failure === undefined ? [] : [`failed without a reason: ${failure}`];
  return failure === undefined ? [`passed over conflicts at ${conflicts.join(", ")}`] : [];
}
