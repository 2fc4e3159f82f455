import type { Position } from "../../core/problem";

/** The longest part of a line that is shown under a message. */
const longestLine = 160;

/** The text of a file, and the way from an offset to a line and a column. */
export class SourceText {
  private lineStarts: number[] | undefined;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  /** The position of an offset. With `show: false` the line itself is left out, because it holds a value that must not be shown. */
  at(offset: number, show = true): Position {
    const starts = (this.lineStarts ??= lineStarts(this.text));
    const index = lineIndex(starts, offset);
    const start = starts[index] ?? 0;
    const column = offset - start + 1;
    const end = starts[index + 1] ?? this.text.length;
    const source = show ? shownLine(this.text.slice(start, Math.min(end, start + 2 * longestLine)), column) : undefined;
    return { file: this.file, line: index + 1, column, ...(source !== undefined && { source }) };
  }

  /** A line by its number, without its end; `undefined` where there is none. */
  line(number: number): string | undefined {
    const starts = (this.lineStarts ??= lineStarts(this.text));
    const start = starts[number - 1];
    return start === undefined ? undefined : this.text.slice(start, starts[number]).replace(/[\r\n]+$/, "");
  }

  /** How many lines end before the offset. */
  lineOf(offset: number): number {
    return lineIndex((this.lineStarts ??= lineStarts(this.text)), offset) + 1;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}

function lineIndex(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** One line for a terminal: each character one place wide, so that the mark under it stands right, and nothing that a terminal obeys. */
function shownLine(line: string, column: number): string | undefined {
  const plain = line.replace(/[\r\n]+$/, "").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ");
  if (plain.length <= longestLine) return plain;
  return column <= longestLine ? `${plain.slice(0, longestLine - 1)}…` : undefined;
}
