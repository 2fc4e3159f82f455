import { spawn } from "node:child_process";

/** Runs a command whose output the person sees; resolves to its exit code. `hide`: lines that say nothing here. */
export function inherit(command, args, { hide, ...options }) {
  return new Promise((resolve, reject) => {
    const stdio = hide ? ["inherit", "pipe", "pipe"] : "inherit";
    const child = spawn(command, args, { ...options, stdio });
    if (hide) for (const stream of ["stdout", "stderr"]) forward(child[stream], process[stream], hide);
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

function forward(from, to, hide) {
  let rest = "";
  const show = (line) => !hide(line) && to.write(`${line}\n`);
  from.setEncoding("utf8").on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(show);
  });
  from.on("end", () => rest && show(rest));
}
