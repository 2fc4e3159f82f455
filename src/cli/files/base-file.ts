import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { visible } from "../../core/text";
import { baseFileName, readBases, writeBases, type Bases, type Digest, type TableBase } from "../../file/pull/base";
import { cliError } from "../context";

/** The digests of a table's values: 72 bits of SHA-256, different for each table. */
export function digestOf(table: string): Digest {
  return (text) => createHash("sha256").update(`${table}\n${text}`).digest("base64url").slice(0, 12);
}

/** The bases in the folder of a file. @throws ProblemError when their file holds something else. */
export function loadBases(tableFile: string): Bases {
  const path = pathOf(tableFile);
  let text: string | undefined;
  try {
    text = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  } catch (error) {
    throw cliError("FILE_UNREADABLE", `cannot read ${visible(path)}: ${(error as Error).message}`);
  }
  const bases = readBases(text);
  if (bases) return bases;
  const hint =
    "Restore it from version control, or remove it: then the next `pull` takes every difference for a conflict.";
  throw cliError("FILE_UNREADABLE", `${visible(path)} is not what this package writes.`, hint);
}

/** Puts the base of one table into the file of its folder; nothing is written where nothing changes. */
export function saveBase(tableFile: string, table: string, base: TableBase): void {
  const path = pathOf(tableFile);
  const text = writeBases(new Map([...loadBases(tableFile), [table, base]]));
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  replaceFile(path, text);
}

/** Writes a file so that no reader ever meets half of it. @throws ProblemError */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    throw cliError("FILE_NOT_WRITTEN", `cannot write ${visible(path)}: ${(error as Error).message}`);
  }
}

function pathOf(tableFile: string): string {
  return join(dirname(tableFile), baseFileName);
}
