import { createRequire } from "node:module";
import { join } from "node:path";
import { exampleFolder } from "./prepare.mjs";

/** The simulator of the installed package, with its data in a file. */
export async function startSimulator(dataFile) {
  const load = createRequire(join(exampleFolder, "index.js"));
  return await load("pulumi-connect-data-tables/simulator").startSimulator({ dataFile });
}
