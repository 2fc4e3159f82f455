/**
 * Where the cells of a CSV text are. The parser gives values without places and does not tell `""` from nothing; both are needed only
 * for some cells, so they are looked up afterwards, in content whose quotes the parser has already found to be in order.
 */
export class CsvLayout {
  private starts: number[] | undefined;

  constructor(
    private readonly text: string,
    /** One character. */
    private readonly separator: string,
    /** Where the records begin: behind a `sep=` line and skipped lines. */
    private readonly begin = 0,
  ) {}

  /** The offset at which a record begins; the first line is record 0, empty lines do not count. */
  recordAt(record: number): number {
    return (this.starts ??= recordStarts(this.text, this.begin))[record] ?? this.text.length;
  }

  /** The offset behind a record, before its line end. */
  recordEnd(record: number): number {
    let end = this.recordAt(record);
    while ((end = cellEnd(this.text, end, this.separator)) < this.text.length && this.text[end] === this.separator)
      end++;
    return end;
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

  /** The offset behind a cell that begins at `offset`, its quote included. */
  cellEnd(offset: number): number {
    return cellEnd(this.text, offset, this.separator);
  }

  /** Which cells of a record are in quotes. */
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

function recordStarts(text: string, begin: number): number[] {
  const starts: number[] = [];
  let quoted = false;
  let start = begin;
  for (let i = begin; i < text.length; i++) {
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
