import { checkShape, type ArgumentProblem, type Path, type Speech } from "./check-shape";
import { programTerms } from "./describe-shape";
import type { RecordShape } from "./shape";

/** The arguments that a program gave, without those that were refused, and why they were. */
interface JudgedArguments {
  readonly fit: Readonly<Record<string, unknown>>;
  readonly problems: readonly ArgumentProblem[];
}

/** Judges the arguments of a program. `isOpen`: a value that is not known yet, which is passed over. */
export function judgeArguments(
  args: Readonly<Record<string, unknown>>,
  shape: RecordShape,
  isOpen: (value: unknown) => boolean,
): JudgedArguments {
  const { value, problems } = checkShape(args, shape, programSpeech(isOpen));
  return { fit: value as Readonly<Record<string, unknown>>, problems };
}

/** Rows without key columns: nothing tells them apart, so nothing else is said of them. */
export function forgottenKeyColumns(): ArgumentProblem {
  const message = "rows are declared without key columns.";
  const hint = 'Name the key columns of the table: primaryAttributes: ["…"].';
  return { code: "MISSING_KEY", severity: "error", message, hint, path: ["primaryAttributes"] };
}

/** A place in arguments, as a program would write it: `moved[0].from`. */
function argumentLabel(path: Path): string {
  return path
    .map((name, index) => {
      if (/^\d+$/.test(name)) return `[${name}]`;
      const isPlain = /^[A-Za-z_$][\w$]*$/.test(name);
      return isPlain ? `${index > 0 ? "." : ""}${name}` : `[${JSON.stringify(name)}]`;
    })
    .join("");
}

/** How a program is spoken to. */
export function programSpeech(isOpen: (value: unknown) => boolean): Speech {
  return { ...speech, isOpen };
}

const speech: Omit<Speech, "isOpen"> = {
  terms: programTerms,
  label: argumentLabel,
  show: (value) => (typeof value === "string" ? JSON.stringify(value) : String(value)),
  unknown: (name, path) =>
    path.length === 0
      ? `there is no argument ${JSON.stringify(name)}.`
      : `${argumentLabel(path)} has no property ${JSON.stringify(name)}.`,
  missing: (name, path) => `${path.length === 0 ? "the argument " : ""}${argumentLabel([...path, name])} is missing.`,
  names: (path) => (path.length === 0 ? "Arguments" : "Properties"),
};
