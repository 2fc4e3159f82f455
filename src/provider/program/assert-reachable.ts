/** Whether the provider process, which runs in the program's folder, will find this package. */
import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { renderProblem } from "../../core/problem";

/**
 * Refuses a program whose folder cannot reach the package: `pulumi` would only say that a module is missing.
 * @throws pulumi.RunError (shown without a stack) with what to do. `folder`: of the program. `pnp`: whether Yarn's Plug'n'Play is at work.
 */
export function assertReachable(
  folder = process.cwd(),
  { pnp = process.versions.pnp !== undefined, own = __dirname } = {},
) {
  const message = pnp ? withPlugAndPlay(process.env.NODE_OPTIONS) : withoutPackage(folder, own);
  if (message === undefined) return;
  throw new pulumi.RunError(renderProblem({ code: "UNREACHABLE_PACKAGE", severity: "error", ...message }));
}

type Message = { readonly message: string; readonly hint: string } | undefined;

function withPlugAndPlay(options = ""): Message {
  if (options.includes(".pnp.")) return undefined;
  return {
    message: "the program runs with Yarn Plug'n'Play, and Pulumi's provider process would not.",
    hint: 'Run `NODE_OPTIONS="--require ./.pnp.cjs" pulumi up`, or set `nodeLinker: node-modules` in .yarnrc.yml.',
  };
}

/** A copy that is not installed, such as a linked checkout, is left to the engine. */
function withoutPackage(folder: string, own: string): Message {
  if (!/[\\/]node_modules[\\/]/.test(own) || canResolve(folder)) return undefined;
  return {
    message:
      "pulumi-connect-data-tables cannot be found from the program's folder, where Pulumi's provider process looks for it.",
    hint: "List it in the dependencies of the program's own package.json too: a package of the workspace that uses it is not enough.",
  };
}

function canResolve(folder: string): boolean {
  try {
    createRequire(join(folder, "index.js")).resolve("pulumi-connect-data-tables/runtime");
    return true;
  } catch {
    return false;
  }
}
