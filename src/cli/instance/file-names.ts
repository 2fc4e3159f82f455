/** Names that Windows keeps for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** The longest name, in characters, without its ending and its number. */
const longest = 80;

/**
 * A safe file name for each name of a table, in their order: lower case with hyphens, letters and digits of any script, and distinct also where a
 * file system ignores case or the form of accents.
 */
export function fileNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = safeName(name);
    let candidate = base;
    for (let number = 2; taken.has(folded(candidate)); number++) candidate = `${base}-${number}`;
    taken.add(folded(candidate));
    return candidate;
  });
}

function safeName(name: string): string {
  const words = name
    .normalize("NFC")
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1-$2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  const short = [...words].slice(0, longest).join("").replace(/-+$/, "");
  return short === "" || reserved.test(short) ? `table${short && `-${short}`}` : short;
}

function folded(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
