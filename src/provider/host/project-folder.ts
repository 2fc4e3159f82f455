/** Where the Pulumi project is that a program belongs to. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** A folder and those above it, up to the nearest one with a Pulumi.yaml; undefined: there is none. */
export function foldersToProject(folder: string): readonly string[] | undefined {
  if (["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)))) return [folder];
  const above = dirname(folder);
  const others = above === folder ? undefined : foldersToProject(above);
  return others && [folder, ...others];
}
