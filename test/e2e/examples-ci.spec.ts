import { strict as assert } from "node:assert";
import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { installedPackage, newFolder, startCommand, type CommandResult } from "../helpers/project";

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const root = join(__dirname, "..", "..");
const workflow = parse(readFileSync(join(root, "docs", "ci", "github-actions.yml"), "utf8")) as {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
};
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

/** Every call of a program in a script: its words. */
function callsOf(program: string): string[][] {
  const lines = steps.flatMap(({ run = "" }) => run.replaceAll("\\\n", " ").split("\n"));
  return lines.flatMap((line) => {
    const [, words] = new RegExp(`^\\s*(?:npx )?${program} ([^|>]*)`).exec(line) ?? [];
    return words === undefined ? [] : [words.trim().split(/\s+/)];
  });
}

describe("the workflow for GitHub Actions", function () {
  this.timeout(60_000);
  let folder: string;
  let env: Readonly<Record<string, string | undefined>>;
  before(async function () {
    this.timeout(180_000);
    folder = await newFolder();
    const { binDir } = await installedPackage();
    env = { ...process.env, PATH: [folder, binDir, process.env.PATH].join(delimiter), NO_COLOR: "1" };
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  /** Runs the script of a step as GitHub does. */
  function runStep(name: string, more: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
    const script = steps.find((step) => step.name === name)?.run ?? assert.fail(`there is no step ${name}`);
    return startCommand("bash", ["-e", "-o", "pipefail", "-c", script], folder, { ...env, ...more }).done;
  }

  it("has a job for a pull request, a merge and a night, each with its own few permissions", () => {
    assert.deepEqual(Object.keys(workflow.on).sort(), ["pull_request", "push", "schedule"]);
    assert.deepEqual(workflow.permissions, {});
    const permissions = Object.entries(workflow.jobs).map(([name, job]) => [name, job.permissions]);
    assert.deepEqual(Object.fromEntries(permissions), {
      report: { contents: "read", "id-token": "write", "pull-requests": "write" },
      apply: { contents: "read", "id-token": "write" },
      drift: { contents: "read", "id-token": "write" },
    });
  });

  it("uses the role that may write in the apply job only, and no key of an account", () => {
    const roles = Object.entries(workflow.jobs).map(([name, job]) => [
      name,
      job.steps.flatMap((step) => step.with?.["role-to-assume"] ?? []).join(),
    ]);
    assert.deepEqual(Object.fromEntries(roles), {
      report: "${{ vars.AWS_PREVIEW_ROLE }}",
      apply: "${{ vars.AWS_APPLY_ROLE }}",
      drift: "${{ vars.AWS_PREVIEW_ROLE }}",
    });
    assert.doesNotMatch(JSON.stringify(workflow), /AWS_ACCESS_KEY_ID|AWS_SECRET/);
  });

  it("gives pulumi and connect-data-tables commands and options that they have", async () => {
    for (const program of ["pulumi", "connect-data-tables"]) {
      const calls = callsOf(program);
      assert.ok(calls.length > 0);
      for (const [command = "", ...words] of calls) {
        const start = program === "pulumi" ? ["pulumi"] : ["npx", "--no", program];
        const { code, all } = await startCommand(start[0] ?? "", [...start.slice(1), command, "--help"], folder, env)
          .done;
        assert.equal(code, 0, all);
        for (const option of words.filter((word) => word.startsWith("--"))) {
          assert.match(all, new RegExp(`${option}\\b`), `${program} ${command} has no ${option}`);
        }
      }
    }
    assert.deepEqual(
      callsOf("pulumi").map((words) => words.join(" ")),
      [
        "preview --json",
        "up --yes --non-interactive",
        "refresh --preview-only --expect-no-changes --diff --non-interactive",
      ],
    );
  });

  it("makes a comment that GitHub takes of a preview, also of one that failed", async () => {
    for (const name of ["preview-that-failed.json", "preview.json"]) {
      copyFileSync(join(root, "test", "unit", "report", "fixtures", name), join(folder, "preview.json"));
      const summary = join(folder, "summary.md");
      writeFileSync(summary, "");
      const { code, all } = await runStep("Report", { GITHUB_STEP_SUMMARY: summary });
      assert.equal(code, 0, all);
      const report = readFileSync(join(folder, "report.md"));
      assert.ok(report.byteLength < 65_000);
      assert.match(report.toString(), /^<!-- connect-data-tables -->\n### Data tables: /);
      assert.deepEqual(readFileSync(summary), report);
    }
  });

  it("writes the first comment, and from then on changes that one", async () => {
    const stub = '#!/bin/sh\necho "$@" >> gh.log\ncase "$*" in *--paginate*) printf "$COMMENT_IDS";; esac\n';
    writeFileSync(join(folder, "gh"), stub);
    chmodSync(join(folder, "gh"), 0o755);
    const repository = { GITHUB_REPOSITORY: "o/r", COMMENTS: "repos/o/r/issues/7/comments" };
    for (const COMMENT_IDS of ["", "42\\n43\\n"]) {
      const { code, all } = await runStep("Comment", { ...repository, COMMENT_IDS });
      assert.equal(code, 0, all);
    }
    const calls = readFileSync(join(folder, "gh.log"), "utf8").split("\n");
    assert.match(
      calls[0] ?? "",
      /^api --paginate repos\/o\/r\/issues\/7\/comments --jq .*<!-- connect-data-tables -->/,
    );
    assert.deepEqual(
      calls.filter((call) => call.includes("--method")),
      [
        "api --method POST repos/o/r/issues/7/comments --field body=@report.md --silent",
        "api --method PATCH repos/o/r/issues/comments/42 --field body=@report.md --silent",
      ],
    );
  });
});
