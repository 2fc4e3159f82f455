/** JSON whose values were replaced, moved and renamed: what a hand-edited or half-written file may look like and still parse. */
import type { Random } from "./random";

const odd = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    "",
    "x",
    "\\default",
    "__proto__",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    [],
    {},
    [[]],
    [null],
  ],
  ...[
    "a b c",
    " ",
    "a",
    2,
    99,
    { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" },
    { expression: "=1" },
  ],
];

const names = [
  "__proto__",
  "constructor",
  "toString",
  "",
  "\\default",
  "rows",
  "cells",
  "Opens",
  "a | b",
  "table",
  "schemaVersion",
];

/** One of the texts with one to four changes of its structure. */
export function anyJson(random: Random, files: readonly Uint8Array[]): Uint8Array {
  let value = JSON.parse(new TextDecoder().decode(random.of(files))) as unknown;
  for (let left = 1 + random.nat(4); left > 0; left--) value = change(value, random);
  // A key `__proto__` can be written in JSON only as text; an object literal would take it for the prototype.
  return new TextEncoder().encode(JSON.stringify(value).replaceAll('"~proto~"', '"__proto__"'));
}

function change(value: unknown, random: Random): unknown {
  const isLeaf = typeof value !== "object" || value === null || Object.keys(value).length === 0;
  if (isLeaf || random.nat(8) === 0) return random.nat(6) === 0 ? { [name(random)]: value } : random.of(odd);
  if (Array.isArray(value)) {
    const index = random.nat(value.length);
    return value.map((part: unknown, at) => (at === index ? change(part, random) : part));
  }
  const entries = Object.entries(value as Record<string, unknown>);
  const index = random.nat(entries.length);
  const [key, part] = entries[index] ?? ["", null];
  switch (random.nat(6)) {
    case 0:
      return Object.fromEntries(entries.filter((_, at) => at !== index));
    case 1:
      return Object.fromEntries(entries.map((entry, at) => (at === index ? [name(random), entry[1]] : entry)));
    case 2:
      return Object.fromEntries([...entries, [name(random), part]]);
    default:
      return Object.fromEntries(entries.map((entry, at) => (at === index ? [key, change(part, random)] : entry)));
  }
}

function name(random: Random): string {
  const chosen = random.of(names);
  return chosen === "__proto__" ? "~proto~" : chosen;
}
