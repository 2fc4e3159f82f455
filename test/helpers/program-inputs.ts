/** What a program that uses the packed package registers with the engine, the provider's text included. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startCommand } from "./project";
import type { Properties } from "./provider-host";

const program = `
const pulumi = require("@pulumi/pulumi");
const registered = {};
pulumi.runtime.setMocks({
  newResource: ({ name, inputs }) => ((registered[name] = inputs), { id: name, state: inputs }),
  call: ({ inputs }) => inputs,
}, "test", "dev");
const resources = require("./resources.json").map(({ type, name, args }) =>
  new (require("pulumi-connect-data-tables")[type])(name, args));
pulumi.all(resources.map(({ urn }) => urn)).apply(() => console.log(JSON.stringify(registered)));
`;

/** A resource of a program. */
export interface DeclaredResource {
  readonly type: "DataTable" | "DataTableValues";
  readonly name: string;
  readonly args: object;
}

/** Runs a program that declares the resources in `folder`; resolves to the inputs of each, by its name. */
export async function programInputs(
  folder: string,
  resources: readonly DeclaredResource[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Record<string, Properties>> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.js"), program);
  writeFileSync(join(folder, "resources.json"), JSON.stringify(resources));
  const { code, stdout, stderr } = await startCommand(process.execPath, ["index.js"], folder, env).done;
  if (code !== 0) throw new Error(`the program failed:\n${stderr}`);
  return JSON.parse(stdout) as Record<string, Properties>;
}
