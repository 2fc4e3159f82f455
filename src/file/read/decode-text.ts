import type { Problem } from "../../core/problem";
import { largestFile } from "../format/format";

/** The bytes of a file as text, without a byte order mark; or what is wrong with them. */
export function decodeText(bytes: Uint8Array, file: string): { readonly text: string } | { readonly problem: Problem } {
  if (bytes.length > largestFile) return { problem: tooLarge(bytes.length, file) };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { problem: notUtf8(bytes, file) };
  }
}

/** A file that is larger than any table file needs to be. */
export function tooLarge(size: number, file: string): Problem {
  return {
    code: "FILE_TOO_LARGE",
    severity: "error",
    message: `the file is ${megabytes(size)} MB; at most ${megabytes(largestFile)} MB are read.`,
    hint: "A data table holds 1,000 values unless its quota was raised; check that this is the right file.",
    position: { file, line: 1, column: 1 },
  };
}

function notUtf8(bytes: Uint8Array, file: string): Problem {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const [line, column] = isUtf16 ? [1, 1] : firstBadByte(bytes);
  const message = isUtf16 ? "the file is written in UTF-16, not in UTF-8." : "this character is not written in UTF-8.";
  const hint = 'Save the file as UTF-8 (in Excel: "CSV UTF-8").';
  return { code: "FILE_ENCODING", severity: "error", message, hint, position: { file, line, column } };
}

/** Line and column of the first byte that is no UTF-8: everything before it decodes. */
function firstBadByte(bytes: Uint8Array): [number, number] {
  const text = new TextDecoder("utf-8").decode(bytes);
  const good = text.slice(0, Math.max(0, text.indexOf("\ufffd")));
  const lines = good.split("\n");
  return [lines.length, (lines[lines.length - 1] ?? "").length + 1];
}

function megabytes(size: number): string {
  return (size / 1_000_000).toFixed(size < 10_000_000 || size % 1_000_000 !== 0 ? 1 : 0);
}
