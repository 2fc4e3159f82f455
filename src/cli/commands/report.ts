import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { visible } from "../../core/text";
import { reportPreview } from "../../report/preview/from-preview";
import { cliError, exitCodes, readStdin, wantsColor, type CliContext, type Run } from "../context";
import { renderReport, reportFormats, type ReportFormat } from "../render-report";
import { showProblems } from "../show-problems";

interface ReportOptions {
  readonly format: ReportFormat;
  readonly title?: string;
}

/** `report < preview.json`: what a preview would change, for a pull request. */
export function addReport(program: Command, run: Run): void {
  program
    .command("report")
    .summary("turn the output of `pulumi preview --json` into a report")
    .description(
      "Turns the output of `pulumi preview --json` into a report of every data table of the stack: totals first, then each cell, old → new. " +
        "Secrets and the values of sensitive columns stay hidden. Markdown always fits into a GitHub comment; HTML is one page for a browser, which shows each table as a grid.",
    )
    .argument("[file]", "output of the preview; - or omitted for standard input", "-")
    .addOption(new Option("--format <format>", "output format").choices(reportFormats).default("markdown"))
    .option("--title <text>", "heading of the Markdown or HTML report")
    .addHelpText(
      "after",
      `
Exit code: 0, or 1 if the input is not a preview. A failed preview gives a report that says why.

Examples:
  pulumi preview --json | connect-data-tables report > report.md
  pulumi refresh --preview-only --json | connect-data-tables report --title "Drift" --format text
  connect-data-tables report --format html preview.json > report.html
  connect-data-tables report --format json preview.json | jq .totals

schema/report.schema.json in the package describes the JSON form.`,
    )
    .action((file: string, options: ReportOptions) => run((context) => report(file, options, context)));
}

async function report(file: string, { format, title }: ReportOptions, context: CliContext): Promise<number> {
  const text = decodeInput(await readInput(file, context));
  if (text.trim() === "")
    throw cliError("NO_PREVIEW", `${file === "-" ? "standard input" : visible(file)} is empty.`, emptyHint);
  const read = reportPreview(text);
  if ("problem" in read) {
    showProblems(context, [read.problem]);
    return exitCodes.error;
  }
  context.stdout.write(renderReport(read.report, format, { title, color: wantsColor(context) }));
  return exitCodes.ok;
}

const emptyHint =
  "`pulumi preview --json` may have failed before it printed anything: run it alone and look at its messages.";

async function readInput(file: string, context: CliContext): Promise<Uint8Array> {
  if (file === "-") {
    if (!context.stdin.isTTY) return readStdin(context);
    throw cliError(
      "NO_PREVIEW",
      "standard input is empty.",
      "Run `pulumi preview --json | connect-data-tables report`.",
    );
  }
  try {
    return readFileSync(file);
  } catch (error) {
    throw cliError("FILE_UNREADABLE", `cannot read ${visible(file)}: ${(error as Error).message}`);
  }
}

/** The text of what another program printed: UTF-8, or UTF-16 as Windows PowerShell redirects it; a byte order mark is left out. */
function decodeInput(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}
