/** A JSON object whose members are not known yet: what came over the wire, or is about to go over it. */
export type JsonObject = Record<string, unknown>;
