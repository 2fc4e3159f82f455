/** The name that was most likely meant: the same but for case, or at most two letters away; `undefined` when none is near. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const folded = name.toLowerCase();
  const near = names
    .map((other) => ({ other, far: distance(folded, other.toLowerCase()) }))
    .filter(({ other, far }) => far < other.length && far <= Math.min(2, Math.ceil(other.length / 3)));
  return near.sort((a, b) => a.far - b.far)[0]?.other;
}

/** Edits between two texts (Levenshtein). Names are short; texts of very different length are far apart without counting. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Infinity;
}
