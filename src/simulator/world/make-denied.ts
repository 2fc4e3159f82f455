import { routes } from "../http/routes";
import type { Denied } from "../service";

const nothingDenied: Denied = { actions: [], attributes: [], primaryValues: [] };

/**
 * What the caller may not use, with the rest allowed. An action may be written as in a policy (`connect:ListDataTables`).
 * @throws Error that names what is unknown, so that a test with a typing mistake does not pass.
 */
export function makeDenied(changes: Readonly<Record<string, unknown>> = {}): Denied {
  for (const [name, list] of Object.entries(changes)) {
    if (!Object.hasOwn(nothingDenied, name)) throw new Error(`There is nothing to deny called "${name}".`);
    if (!Array.isArray(list)) throw new Error(`"${name}" takes a list.`);
  }
  const denied: Denied = { ...nothingDenied, ...(changes as Partial<Denied>) };
  const actions = denied.actions.map((action) => action.replace(/^connect:/, ""));
  const unknown = actions.find((action) => !routes.some(({ operation }) => operation === action));
  if (unknown !== undefined) throw new Error(`There is no operation "${unknown}".`);
  return { ...denied, actions };
}
