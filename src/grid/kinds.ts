/** How a kind of change is marked: by a sign and a word; the tone chooses the colours. */
export interface KindLook {
  /** One character, for readers who cannot tell the colours apart. */
  readonly sign: string;
  readonly word: string;
  /** The word beside a number above one, where it differs. */
  readonly many?: string;
  readonly tone: "good" | "warn" | "bad" | "info";
}

/** Every kind of change that a grid can show. A new one is a line here. */
export const kinds = {
  created: { sign: "+", word: "created", tone: "good" },
  updated: { sign: "~", word: "updated", tone: "warn" },
  deleted: { sign: "−", word: "deleted", tone: "bad" },
  released: { sign: "○", word: "released", tone: "info" },
  "taken-over": { sign: "=", word: "taken over", tone: "info" },
  renamed: { sign: "→", word: "renamed", tone: "info" },
  conflict: { sign: "!", word: "conflict", many: "conflicts", tone: "bad" },
  edited: { sign: "≠", word: "edited by others", tone: "warn" },
} as const satisfies Readonly<Record<string, KindLook>>;

/** The name of a kind of change. */
export type Kind = keyof typeof kinds;

/** Order in which kinds are listed. */
export const kindNames = Object.keys(kinds) as readonly Kind[];
