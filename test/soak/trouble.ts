/** What goes wrong with a command in histories of both kinds, counted in its requests. */
import fc from "fast-check";
import type { Fault } from "../../src/simulator";
import { passingFaults } from "../helpers/passing-faults";

/** What the service may do once, a death of the engine, and a write by someone else in between. */
export type CommonTrouble<Edit> =
  | {
      readonly kind: "fault";
      readonly fault: (typeof passingFaults)[number];
      readonly nth: number;
      readonly times: number;
    }
  /** Nothing after request `nth` arrives, and nothing more is saved. */
  | { readonly kind: "kill"; readonly nth: number; readonly applied: boolean }
  | { readonly kind: "edit"; readonly nth: number; readonly edits: readonly Edit[] };

/** Any trouble of each kind, at one of the first `last` requests. */
export function anyTrouble<Edit>(last: number, edits: fc.Arbitrary<Edit[]>) {
  const nth = fc.integer({ min: 1, max: last });
  return {
    fault: fc.record({
      kind: fc.constant("fault" as const),
      fault: fc.constantFrom(...passingFaults),
      nth,
      times: fc.integer({ min: 1, max: 2 }),
    }),
    edit: fc.record({ kind: fc.constant("edit" as const), nth, edits }),
    kill: fc.record({ kind: fc.constant("kill" as const), nth, applied: fc.boolean() }),
  };
}

/** What the service does when the engine is dead: request `nth` is applied or not, and the ones after it never arrive. */
export function silence({ nth, applied }: { readonly nth: number; readonly applied: boolean }): Fault[] {
  const last: Fault[] = applied ? [{ kind: "lost-after", nth }] : [];
  return [...last, { kind: "lost-before", nth: applied ? nth + 1 : nth, times: null }];
}

/** A trouble for people. */
export function showTrouble<Edit>(trouble: CommonTrouble<Edit>, showEdit: (edit: Edit) => string): string {
  switch (trouble.kind) {
    case "fault":
      return `${trouble.fault} at request ${trouble.nth}${trouble.times > 1 ? `, ${trouble.times} times` : ""}`;
    case "kill":
      return `killed at request ${trouble.nth}, which ${trouble.applied ? "is" : "is not"} applied`;
    case "edit":
      return `before request ${trouble.nth} someone: ${trouble.edits.map(showEdit).join(", ")}`;
  }
}

/** A failure is said in the package's words, in the service's or in the engine's; anything else is a mistake in the package. */
export function unlikely(failure: string | undefined): string[] {
  const mistakes = /TypeError|RangeError|ReferenceError|undefined|\[object|is not a function|Cannot read/;
  return failure !== undefined && (mistakes.test(failure) || failure.trim() === "") ? [`failed with: ${failure}`] : [];
}
