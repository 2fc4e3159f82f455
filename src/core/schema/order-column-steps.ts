import { limits } from "../limits";
import { foldName } from "./declaration";
import type { ColumnStep } from "./steps";

type Delete = Extract<ColumnStep, { kind: "deleteAttribute" }>;
type Update = Extract<ColumnStep, { kind: "updateAttribute" }>;
type Create = Extract<ColumnStep, { kind: "createAttribute" }>;

/**
 * The steps in an order in which no name is used twice at any moment: changes and renames (a chain from its end), then new columns, key
 * columns first, then removals, because they destroy; a removal goes first only where its name or its place is needed. `blocked` are the
 * renames whose new name never becomes free.
 */
export function orderColumnSteps(
  steps: readonly ColumnStep[],
  live: readonly { readonly name: string }[],
): { readonly steps: ColumnStep[]; readonly blocked: readonly ColumnStep[] } {
  const of = <K extends ColumnStep["kind"]>(kind: K) =>
    steps.filter((step): step is Extract<ColumnStep, { kind: K }> => step.kind === kind);
  const creates = of("createAttribute");
  const full = live.length + creates.length > limits.attributesPerTable;
  const wanted = new Set([...creates, ...of("updateAttribute")].map((step) => foldName(step.after.name)));
  const inTheWay = (step: Delete) => full || wanted.has(foldName(step.before.name));
  const first = of("deleteAttribute").filter(inTheWay);
  const last = of("deleteAttribute").filter((step) => !inTheWay(step));
  const taken = new Set(live.map(({ name }) => foldName(name)));
  for (const step of first) taken.delete(foldName(step.before.name));
  const { ordered, blocked } = orderUpdates(of("updateAttribute"), taken);
  return { steps: [...first, ...ordered, ...keysFirst(creates), ...last], blocked };
}

function orderUpdates(updates: readonly Update[], taken: Set<string>): { ordered: Update[]; blocked: Update[] } {
  const ordered: Update[] = [];
  let waiting = [...updates];
  for (;;) {
    const next = waiting.find(
      ({ before, after }) => sameName(before.name, after.name) || !taken.has(foldName(after.name)),
    );
    if (!next) return { ordered, blocked: waiting };
    taken.delete(foldName(next.before.name));
    taken.add(foldName(next.after.name));
    ordered.push(next);
    waiting = waiting.filter((step) => step !== next);
  }
}

function keysFirst(creates: readonly Create[]): Create[] {
  return [...creates.filter((step) => step.after.primary), ...creates.filter((step) => !step.after.primary)];
}

function sameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}
