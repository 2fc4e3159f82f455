/** The verbs of one kind of resource, recorded. */
export function wrapVerbs<Verbs extends object>(type: "table" | "values", verbs: Verbs): Verbs;
