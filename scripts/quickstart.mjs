/**
 * The quickstart: the real pulumi engine and a table of forty stores, against the simulator.
 *
 * Usage: npm run quickstart                                 the demonstration, from an empty table
 *        npm run quickstart -- preview --diff               any pulumi command on what the demonstration left
 *        npm run quickstart -- edit DE Berlin Opens 07:30   a supervisor's edit, through the API
 *        npm run quickstart -- show                         the table as the service has it
 *        npm run quickstart -- page                         the table in a browser, until Ctrl-C; the others may run meanwhile
 *
 * Everything happens in `.work/quickstart`, in a copy of the program: no file of the repository changes.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demonstrate } from "./quickstart/demonstrate.mjs";
import { editAsSupervisor, showTable } from "./quickstart/contact-centre.mjs";
import { prepare, resetProgram, workFolder } from "./quickstart/prepare.mjs";
import { openSimulator, ownPort, servePage } from "./quickstart/simulator.mjs";
import { EngineError } from "./engine.mjs";

async function main(args) {
  const demonstration = args.length === 0;
  const isNew = !existsSync(join(workFolder, "env.sh"));
  if (!demonstration && isNew) throw new Error("There is no table yet. First: npm run quickstart");
  mkdirSync(workFolder, { recursive: true });
  if (demonstration) {
    rmSync(join(workFolder, "home"), { recursive: true, force: true });
    resetProgram();
  }
  const setup = await prepare();
  const simulator = await openSimulator({ isEmpty: demonstration });
  try {
    const run = setup.pulumi(simulator.url);
    writeFileSync(join(workFolder, "env.sh"), setup.environmentScript(`http://127.0.0.1:${ownPort}`));
    if (demonstration) return await demonstrate(run, simulator.url);
    if (args[0] === "page") return await servePage(simulator);
    if (args[0] === "show") return await showTable(simulator.url, Infinity);
    if (args[0] === "edit") return await editAsSupervisor(simulator.url, args.slice(1));
    return await run(args);
  } finally {
    await simulator.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof EngineError || process.env.DEBUG === undefined ? error.message : error);
  process.exitCode = 1;
}
