import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folders from the given one up to that of the project, which holds Pulumi.yaml; `undefined` where none above does. */
export function foldersOfProject(folder: string): string[] | undefined {
  if (["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)))) return [folder];
  const above = dirname(folder);
  const others = above === folder ? undefined : foldersOfProject(above);
  return others && [folder, ...others];
}
