import { limits } from "../limits";

/** The tag that a create writes, so that a run that was interrupted after it finds its own table again. Never shown as drift. */
export const ownerTagKey = "connect-data-tables:owner";

/**
 * The value of the owner tag for `<project>/<stack>/<resource name>`: at most 256 characters of those that a tag may hold. A string that
 * had to be changed ends in a checksum of the original, so that two owners never share a tag by accident.
 */
export function ownerTagValue(owner: string): string {
  const fit = owner.replace(/[^\p{L}\p{N} _.:/=+\-@]/gu, "_");
  if (fit === owner && [...owner].length <= limits.tagValueLength) return owner;
  const end = `+${checksum(owner)}`;
  return [...fit].slice(0, limits.tagValueLength - end.length).join("") + end;
}

/** Owner tags begin with `<project>/<stack>/`: whether a table was made in the same stack, under this or another resource name. */
export function isOfSameStack(tag: string | undefined, ownerTag: string | undefined): boolean {
  const stackOf = (owner: string) => owner.split("/", 2).join("/");
  return tag !== undefined && ownerTag !== undefined && stackOf(tag) === stackOf(ownerTag);
}

/** FNV-1a, 32 bits, twice with different seeds: enough to tell names apart, no more. */
function checksum(text: string): string {
  return [0x811c9dc5, 0x1000193]
    .map((seed) => {
      let hash = seed;
      for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
      return hash.toString(16).padStart(8, "0");
    })
    .join("");
}
