/** What a person sees on a terminal after the control sequences in a recording: as many of them as `pulumi` uses, and an error for any other. */

const escape = "\u001b";
const parts = new RegExp(`${escape}\\[[?>]?[\\d;]*[A-Za-z]|${escape}[78=>c]|[^${escape}]`, "gu");
const control = new RegExp(`^${escape}\\[([\\d;]*)([A-Za-z])$`);

/** The lines of the screen and of what was scrolled out above it, without the blanks at their ends. */
export function screenAfter(recording: string, height: number, width: number): string[] {
  const screen = new Screen(height, width);
  for (const part of recording.match(parts) ?? []) screen.put(part);
  return screen.text();
}

class Screen {
  private readonly lines: string[][] = [[]];
  /** The line of the screen's top. */
  private top = 0;
  private row = 0;
  private column = 0;

  constructor(
    private readonly height: number,
    private readonly width: number,
  ) {}

  put(part: string): void {
    const [, numbers = "", letter] = control.exec(part) ?? [];
    if (letter !== undefined) this.control(letter, numbers.split(";").map(Number));
    else if (part === "\r") this.column = 0;
    else if (part === "\n") this.moveTo(this.row + 1, this.column);
    else if (!part.startsWith(escape)) this.write(part);
  }

  text(): string[] {
    return this.lines.map((line) =>
      Array.from(line, (character) => character ?? " ")
        .join("")
        .trimEnd(),
    );
  }

  private control(letter: string, [first = 0, second = 0]: readonly number[]): void {
    const count = Math.max(1, first);
    if (letter === "A") this.row = Math.max(this.top, this.row - count);
    else if (letter === "B") this.row = Math.min(this.top + this.height - 1, this.row + count);
    else if (letter === "C") this.column += count;
    else if (letter === "D") this.column = Math.max(0, this.column - count);
    else if (letter === "G") this.column = count - 1;
    else if (letter === "H") this.moveTo(this.top + count - 1, Math.max(1, second) - 1);
    else if (letter === "K") this.eraseLine(first);
    else if (letter === "J") this.eraseScreen(first);
    else if (!/[mn]/.test(letter)) throw new Error(`the test's terminal does not know the control sequence ${letter}`);
  }

  private write(character: string): void {
    if (this.column >= this.width) this.moveTo(this.row + 1, 0);
    this.line()[this.column++] = character;
  }

  private moveTo(row: number, column: number): void {
    [this.row, this.column] = [row, column];
    this.top = Math.max(this.top, row - this.height + 1);
  }

  private line(): string[] {
    while (this.lines.length <= this.row) this.lines.push([]);
    return this.lines[this.row] as string[];
  }

  private eraseLine(kind: number): void {
    const line = this.line();
    if (kind === 0) line.length = Math.min(line.length, this.column);
    else if (kind === 1) line.fill(" ", 0, this.column + 1);
    else line.length = 0;
  }

  private eraseScreen(kind: number): void {
    if (kind !== 0) throw new Error("the test's terminal only erases down from the cursor");
    this.eraseLine(0);
    this.lines.length = Math.min(this.lines.length, this.row + 1);
  }
}
