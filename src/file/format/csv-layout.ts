/**
 * Where the cells of a CSV text stand. The parser gives values without places and does not tell `""` from nothing; both are needed only
 * for some cells, so they are looked up afterwards, in a text whose quotes the parser has already found to be in order.
 */
export class CsvLayout {
  private starts: number[] | undefined;

  constructor(
    private readonly text: string,
    /** One character. */
    private readonly separator: string,
  ) {}

  /** The offset at which a record begins; the first line is record 0, empty lines do not count. */
  recordAt(record: number): number {
    return (this.starts ??= recordStarts(this.text))[record] ?? this.text.length;
  }

  /** The offset at which a cell begins, its quote included. */
  cellAt(record: number, cell: number): number {
    let offset = this.recordAt(record);
    for (let index = 0; index < cell; index++) {
      const end = cellEnd(this.text, offset, this.separator);
      if (this.text[end] !== this.separator) return offset;
      offset = end + 1;
    }
    return offset;
  }

  /** Which cells of a record stand in quotes. */
  quoted(record: number): boolean[] {
    const quoted: boolean[] = [];
    let offset = this.recordAt(record);
    for (;;) {
      quoted.push(this.text[offset] === '"');
      const end = cellEnd(this.text, offset, this.separator);
      if (this.text[end] !== this.separator) return quoted;
      offset = end + 1;
    }
  }
}

function recordStarts(text: string): number[] {
  const starts: number[] = [];
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') quoted = !quoted;
    if (quoted || (character !== "\n" && character !== "\r")) continue;
    if (i > start) starts.push(start);
    start = i + 1;
  }
  if (start < text.length) starts.push(start);
  return starts;
}

function cellEnd(text: string, offset: number, separator: string): number {
  let quoted = false;
  for (let i = offset; i < text.length; i++) {
    const character = text[i];
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r" || character === separator)) return i;
  }
  return text.length;
}
