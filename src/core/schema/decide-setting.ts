/**
 * What becomes of one setting, decided as a cell's value is (`core/values/plan.ts`): recorded, live and desired, each of which may be absent.
 *
 * - live equals desired: `settled`;
 * - desired equals recorded, live differs: `drift`, someone else's edit and not this run's to undo;
 * - live equals recorded: `write`;
 * - otherwise `conflict`, unless nothing was recorded and the thing may be taken over: `write`.
 */
export type Decision = "settled" | "drift" | "write" | "conflict";

/** One setting in its three states. `recorded` is absent when state knows nothing of the thing; its `value` may be absent too. */
interface SettingStates<T> {
  readonly recorded?: { readonly value: T };
  readonly live: T;
  readonly desired: T;
  readonly takeOver: boolean;
  readonly same: (a: T, b: T) => boolean;
}

/** The first rule that fits. */
export function decideSetting<T>({ recorded, live, desired, takeOver, same }: SettingStates<T>): Decision {
  if (same(live, desired)) return "settled";
  if (!recorded) return takeOver ? "write" : "conflict";
  if (same(desired, recorded.value)) return "drift";
  return same(live, recorded.value) ? "write" : "conflict";
}
