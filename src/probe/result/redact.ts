/**
 * The published form of what was sent and received. It is made by what may stay, not by what has to go: strings that the probe sent, the names of
 * the model, and in messages and values the words of a vocabulary and short numbers. Ids, versions, tokens and times become placeholders;
 * everything else becomes an ellipsis.
 */
import { errorTypes, members } from "../lab/known-model";
import { commands } from "../service/operations";
import type { Exchange } from "../lab/session";
import type { JsonObject } from "../service/ports";

/** An exchange in its published form. */
export interface PublishedExchange {
  readonly operation: string;
  /** JSON text, cut after so many characters. */
  readonly request: string;
  /** JSON text; absent where the request was refused. */
  readonly answer?: string;
  readonly errorType?: string;
  readonly message?: string;
}

/** Characters of a request or an answer that are shown. */
const longest = 400;

/** Members whose values are replaced by a placeholder, whatever they hold. */
const placeholders: Readonly<Record<string, string>> = {
  InstanceId: "instance",
  DataTableId: "table",
  DataTableArn: "arn",
  Arn: "arn",
  Id: "id",
  AttributeId: "attribute",
  RecordId: "record",
  NextToken: "token",
  LastModifiedTime: "time",
  CreatedTime: "time",
  LastModifiedRegion: "region",
};

/** Members that are read word by word; a string of any other one is shown only where the probe sent it. */
const worded = new Set([
  "Message",
  "Value",
  "Values",
  "EvaluatedValue",
  "Status",
  "TimeZone",
  "ValueLockLevel",
  "ValueType",
]);

/** Members whose numbers are shown. */
const counts = new Set(
  `ApproximateTotalCount ExclusiveMaximum ExclusiveMinimum MaxLength MaxResults MaxValues Maximum MinLength MinValues Minimum MultipleOf`.split(
    " ",
  ),
);

/** Digits of a string above which its numbers may be an id together: an account's has twelve. */
const mostDigits = 9;

/** Numbers side by side: an account id or a telephone number in groups. */
const groupedNumbers = /(?<![\p{L}\p{N}])[-+.]?\d[\d.]*(?:[\s,;()]+[-+.]?\d[\d.]*)+/gu;

const lockParts = new Set(["DataTable", "Attribute", "PrimaryValues", "Value"]);
const names = new Set([...errorTypes, ...Object.keys(commands), ...members]);

/** Makes the published form; equal ids and versions get equal placeholders. */
export class Redactor {
  private readonly sent = new Set<string>();
  private readonly numbers = new Map<string, number>();

  constructor(private readonly words: ReadonlySet<string>) {}

  /** Takes in what the probe sent: that may be shown when it comes back. */
  learn(exchanges: readonly Exchange[]): void {
    for (const { input } of exchanges) this.remember(input);
  }

  exchange({ operation, input, reply }: Exchange): PublishedExchange {
    const request = cut(this.json(input));
    if (reply.kind === "answer") return { operation, request, answer: cut(this.json(reply.body)) };
    const message = reply.type === "AccessDeniedException" ? "…" : this.text(reply.message);
    return { operation, request, errorType: this.errorType(reply.type), message };
  }

  /** A string of whatever origin: its known words stay. */
  text(text: string): string {
    const hasId = (text.match(/\p{N}/gu)?.length ?? 0) > mostDigits;
    return text
      .replace(groupedNumbers, "…")
      .replace(/[^\s"'`,;()<>[\]{}]+/gu, (token) => (hasId && /\p{N}/u.test(token) ? "…" : this.token(token)))
      .replace(/…(?:[\s"'`,;()<>[\]{}]*…)+/gu, "…");
  }

  /** A value of a reading: texts in it as `text` makes them. */
  value<T>(value: T): T {
    return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
      typeof part === "string" ? this.safe(part) : part,
    ) as T;
  }

  private errorType(type: string): string {
    return names.has(type) || this.isMadeOfWords(type) ? type : "…";
  }

  private token(token: string): string {
    if (names.has(token)) return token;
    const [, word = "", end = ""] = /^(.*?)([.:!?…]*)$/u.exec(token) ?? [];
    const isKnown = this.words.has(word.toLowerCase()) || /^[-+.]?\d{1,6}(\.\d{1,6})?$/.test(word);
    const hasKnownWords = word.split(/[.:/=+_-]+/).every((part) => part === "" || this.words.has(part.toLowerCase()));
    return isKnown || hasKnownWords || names.has(word) || this.isMadeOfWords(word) ? `${word}${end}` : "…";
  }

  /** Whether a name such as `ItemVersion` is made of known words. */
  private isMadeOfWords(name: string): boolean {
    return (
      /^([A-Z][a-z]+)+$/.test(name) &&
      (name.match(/[A-Z][a-z]+/g) ?? []).every((word) => this.words.has(word.toLowerCase()))
    );
  }

  private safe(text: string): string {
    return this.isSent(text) ? text : this.text(text);
  }

  private isSent(text: string): boolean {
    return this.sent.has(skeleton(text));
  }

  private json(value: JsonObject): string {
    return JSON.stringify(this.member("", value));
  }

  private member(name: string, value: unknown, isLock = false): unknown {
    if (Array.isArray(value)) return this.list(name, value);
    if (typeof value === "object" && value !== null) {
      const entries = Object.entries(value as JsonObject);
      return Object.fromEntries(
        entries.map(([key, part]) => [this.name(key), this.member(key, part, name === "LockVersion")]),
      );
    }
    const kind =
      isLock && lockParts.has(name) ? "version" : Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
    if (kind !== undefined && value !== null) return this.placeholder(kind, JSON.stringify(value));
    if (typeof value === "number") return counts.has(name) && Math.abs(value) < 100_000 ? value : "<number>";
    if (typeof value !== "string") return value;
    if (worded.has(name)) return this.safe(value);
    return this.isSent(value) ? value : "…";
  }

  /** Long lists of items are told by their first entries and their number. */
  private list(name: string, values: readonly unknown[]): unknown[] {
    const shown = values.slice(0, 3).map((value) => this.member(name, value));
    return values.length > 3 ? [...shown, `<${values.length - 3} more>`] : shown;
  }

  private name(name: string): string {
    return members.has(name) || this.isSent(name) || this.isMadeOfWords(name) ? name : "…";
  }

  private placeholder(kind: string, value: string): string {
    const key = `${kind} ${value}`;
    const count = [...this.numbers.keys()].filter((known) => known.startsWith(`${kind} `)).length;
    if (!this.numbers.has(key)) this.numbers.set(key, count + 1);
    return kind === "version" || kind === "record" ? `<${kind} ${this.numbers.get(key)}>` : `<${kind}>`;
  }

  private remember(value: unknown, name = ""): void {
    if (typeof value === "object" && value !== null) {
      for (const [key, part] of Object.entries(value)) {
        if (!Array.isArray(value)) this.sent.add(skeleton(key));
        if (key !== "LockVersion") this.remember(part, Array.isArray(value) ? name : key);
      }
    } else if (typeof value === "string" && !Object.hasOwn(placeholders, name)) this.sent.add(skeleton(value));
  }
}

/** A string without what a service may normalise. */
function skeleton(text: string): string {
  const folded = text.normalize("NFC").toLowerCase().replace(/\s/g, "");
  return folded.replace(/^(arn:aws:connect:)[a-z]{2}(?:-[a-z]{1,9})+-\d(:000000000000:instance\/probe\/)/, "$1$2");
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
