import { editAsSupervisor, showTable } from "./contact-centre.mjs";

const inColour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (inColour ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Lines of pulumi's output that a newcomer can do without. */
const noise = [
  /^\s*$|^@ |Duration:|Previewing|Updating \(|Refreshing \(|\[urn=|\[id=|pulumi:pulumi:Stack|--outputs:--/,
  /^Outputs:|dataTableId:|cells *:|^Resources:|^\s+([+~-] )?\d+ (unchanged|created|updated|to update)/,
  /^Diagnostics:|\(store-hours\):$|^\s+\d+ values? created|reading the data table/,
  / (creating|refreshing|updating) \(/,
];
const hide = (line) => noise.some((pattern) => pattern.test(stripColour(line)));

function stripColour(text) {
  // eslint-disable-next-line no-control-regex -- that is what a colour is
  return text.replace(/\u001b\[[0-9;]*m/g, "");
}

function title(text) {
  console.log(`\n${paint(1, text)}`);
}

function command(text) {
  console.log(paint(36, `$ ${text}`));
}

/** The demonstration: fill a table, edit a value by hand, show the drift, repair it. Resolves to the exit code. */
export async function demonstrate(pulumi, endpoint) {
  const colour = ["--color", inColour ? "always" : "never"];
  const step = async (args) => {
    command(`pulumi ${args.join(" ")}`);
    const code = await pulumi([...args, ...colour], { hide });
    if (code !== 0) throw new Error(`pulumi ${args[0]} ended with code ${code}.`);
  };

  console.log(`Watch it in a browser while it runs: ${endpoint}/`);

  title("1. A program declares a table of forty stores. pulumi creates it, in batches.");
  await step(["up", "--yes", "--skip-preview", "--suppress-progress"]);

  title("2. What the call flows look up now:");
  await showTable(endpoint, 5);

  title("3. A supervisor changes a value in the admin website, behind Pulumi's back:");
  await editAsSupervisor(endpoint, ["DE", "Berlin", "Opens", "07:00"]);

  title("4. The drift is one cell, and is shown as one cell. A preview changes nothing.");
  await step(["refresh", "--preview-only", "--diff"]);

  title("5. Accept what was read as the base, then let the program's value win: one write.");
  await step(["refresh", "--yes", "--skip-preview", "--suppress-progress"]);
  await step(["up", "--yes", "--skip-preview", "--suppress-progress"]);

  title("Try next:");
  console.log("  npm run quickstart -- edit DE Berlin Opens 07:30   # a supervisor again …");
  console.log(
    `  sed -i.bak 's/"Berlin", Opens: "[0-9:]*"/"Berlin", Opens: "08:00"/' .work/quickstart/program/stores.ts`,
  );
  console.log(
    "  npm run quickstart -- up --yes                     # … and you: the conflict, with the ways to resolve it",
  );
  console.log(
    "  npm run quickstart -- page                         # the table in a browser, to edit it by hand; Ctrl-C ends it",
  );
  return 0;
}
