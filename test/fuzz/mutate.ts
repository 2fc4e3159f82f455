/** Real files, made wrong: bytes flipped, spans dropped, repeated or swapped in from another file, pieces of syntax put in. */
import type { Random } from "./random";

/** What means something to one of the readers. */
const pieces = [
  ..."{}[]:,-#&*!|>'\"%@`?;\t\n\r\\=+",
  ...[
    "\r\n",
    "\n  ",
    "\n- ",
    "---\n",
    "...\n",
    ": ",
    "? ",
    "<<: ",
    "&a ",
    "*a ",
    "!!str ",
    "!!binary ",
    "!!js/function ",
    '""',
    "''",
  ],
  ...[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "__proto__: { polluted: true }",
    '"__proto__":{"polluted":true},',
  ],
  ...[
    "null",
    "~",
    "true",
    "NaN",
    ".inf",
    "1e999",
    "0x10",
    "00",
    "-0",
    "1_000",
    "2024-01-01",
    "=NOW()",
    "\u0000",
    "\ufeff",
    "\u2028",
    "e\u0301",
    "😀",
    "\ud800",
  ],
  ...[
    "rows:",
    "columns:",
    "rowsFrom: ",
    "defaults:",
    "moved:",
    "renamedFrom",
    "primary",
    "expression",
    "\\default",
    " | ",
    "\\|",
  ],
] as const;

const encoder = new TextEncoder();

/** Random bytes, or one of the files after one to five mutations. */
export function anyBytes(random: Random, files: readonly Uint8Array[]): Uint8Array {
  const kind = random.nat(10);
  if (kind === 0) return random.bytes(random.nat(300));
  if (kind === 1) return encoder.encode(Array.from({ length: random.nat(40) }, () => random.of(pieces)).join(""));
  let bytes = random.of(files);
  for (let left = 1 + random.nat(5); left > 0; left--) bytes = mutate(bytes, random, files);
  return bytes.slice(0, 60_000);
}

function mutate(bytes: Uint8Array, random: Random, files: readonly Uint8Array[]): Uint8Array {
  const [from, to] = span(bytes, random);
  switch (random.nat(8)) {
    case 0: {
      const flipped = bytes.slice();
      if (flipped.length > 0) flipped[random.nat(flipped.length)] = random.nat(256);
      return flipped;
    }
    case 1:
      return join(bytes.slice(0, from), bytes.slice(to));
    case 2:
      return join(bytes.slice(0, to), bytes.slice(from));
    case 3: {
      const other = random.of(files);
      const [start, end] = span(other, random);
      return join(bytes.slice(0, from), other.slice(start, end), bytes.slice(to));
    }
    case 4:
      return join(
        bytes.slice(0, from),
        ...Array.from({ length: 1 + random.nat(200) }, () => bytes.slice(from, from + 8)),
        bytes.slice(to),
      );
    default:
      return join(
        bytes.slice(0, from),
        encoder.encode(random.of(pieces)),
        bytes.slice(random.nat(3) === 0 ? to : from),
      );
  }
}

function span(bytes: Uint8Array, random: Random): [number, number] {
  const from = random.nat(bytes.length + 1);
  return [from, Math.min(bytes.length, from + random.nat(random.nat(4) === 0 ? 400 : 12))];
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
