import type { Position } from "../../core/problem";
import type { Disclosure } from "../read/disclosure";
import type { Problems } from "../format/problems";

interface Ambiguity {
  readonly text: string;
  readonly position: Position;
  count: number;
}

/** Values without quotes that other YAML tools take for something else. A column says it once, with the number of its cells. */
export class Ambiguities {
  private readonly found = new Map<string, Ambiguity>();

  constructor(private readonly disclosure: Disclosure) {}

  /** Notes one; `where` is only called for the first of its column and kind. */
  note(column: string, takenFor: string, text: string, where: () => Position): void {
    const key = `${takenFor}\n${column}`;
    const known = this.found.get(key);
    if (known) known.count++;
    else this.found.set(key, { text, position: where(), count: 1 });
  }

  /** One warning for each column and kind. */
  report(problems: Problems): void {
    for (const [key, { text, position, count }] of this.found) {
      const [takenFor = "", column = ""] = key.split("\n");
      const secret = this.disclosure.isSensitive(column) || !this.disclosure.shows(text);
      const subject = secret ? "an unquoted value" : `unquoted ${text}`;
      const others = count === 1 ? "" : ` The same applies to ${count - 1} more in this column.`;
      const taken =
        takenFor === "null"
          ? "here it releases the cell instead of setting this string"
          : "here it is read exactly as written";
      const message = `${subject} is ${takenFor} to many YAML tools; ${taken}.${others}`;
      const hint = secret ? "Put it in quotes." : `Put it in quotes: ${JSON.stringify(text)}.`;
      problems.add("YAML_AMBIGUOUS", position, message, hint, { column, severity: "warning" });
    }
  }
}
