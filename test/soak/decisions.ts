/** Decisions about single conflicts, taken from the lines that a message offers; read here without the package. */
import type { SoakStack } from "./stack";

/** One line that a conflict offers. */
export interface Decision {
  readonly resource: string;
  /** The cell's name. */
  readonly name: string;
  readonly way: "live" | "program";
  /** The live value that the line names; null: none. */
  readonly live: string | null;
  /** What the line adds to the variable. */
  readonly entry: string;
}

/** The way that a cell is decided, or that it is not. */
export type Turn = Decision["way"] | "none";

/** The lines of a message. */
export function offersOf(failure: string): Decision[] {
  return [...failure.matchAll(/^.*export CONNECT_DATA_TABLES_RESOLVE=.*'(\{.*\},)'\s*$/gm)].map(([, entry = ""]) => {
    const { resource = "", row, column, way, live } = JSON.parse(entry.slice(0, -1)) as Record<string, string>;
    return {
      resource,
      name: `${row} / ${column}`,
      way: way === "live" ? "live" : "program",
      live: live ?? null,
      entry,
    };
  });
}

/** For each cell the line of the way that is its turn, where the message offers it. */
export function chosenOf(offers: readonly Decision[], ways: readonly Turn[]): Decision[] {
  const names = [...new Set(offers.map(cellOf))];
  return names.flatMap((name, index) => {
    const way = ways[index % ways.length];
    return offers.filter((offer) => cellOf(offer) === name && offer.way === way);
  });
}

/** The cell of a decision, as one text. */
export function cellOf({ resource, name }: Decision): string {
  return `${resource}: ${name}`;
}

/** Whether a message offers a line for every cell in conflict, and says of nothing else that it is wrong. */
export function isWhole(failure: string): boolean {
  return (
    !/… and \d+ more/.test(failure) && (failure.match(/\[[A-Z_]+\]/g) ?? []).every((code) => code === "[CONFLICT]")
  );
}

/** What a strict command broke: it may not go on where it could not check, and what was not checked is not written. */
export function judgeStrict(
  said: ReturnType<NonNullable<SoakStack["said"]>>,
  failure: string | undefined,
  wrote: boolean,
): string[] {
  const isUnchecked = (text = "") => text.includes("[NOT_CHECKED]");
  if (isUnchecked(failure)) return wrote ? ["wrote what a strict check could not check"] : [];
  return failure === undefined && isUnchecked(said) ? ["a strict command went on without a check"] : [];
}
