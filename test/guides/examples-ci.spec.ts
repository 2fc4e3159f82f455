import { strict as assert } from "node:assert";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { installedPackage, newFolder, startCommand, type CommandResult } from "../helpers/project";
import { instanceId } from "../helpers/values-bench";
import { openExample, type Example } from "../helpers/examples-project";

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if?: string;
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

/** Runs the script of a step as GitHub does. */
function runIn(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  name: string,
): Promise<CommandResult> {
  const script = steps.find((step) => step.name === name)?.run ?? assert.fail(`there is no step ${name}`);
  return startCommand("bash", ["-e", "-o", "pipefail", "-c", script], folder, env).done;
}

/** A `gh` that writes down how it is called, and answers what it is told. */
function stubGh(folder: string): void {
  const stub = '#!/bin/sh\necho "$@" >> gh.log\ncase "$*" in *--paginate*|"issue list"*) printf "$GH_ANSWER";; esac\n';
  writeFileSync(join(folder, "gh"), stub);
  chmodSync(join(folder, "gh"), 0o755);
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
  const runStep = (name: string, more: Readonly<Record<string, string>> = {}) =>
    runIn(folder, { ...env, ...more }, name);

  it("has a job for each occasion, each with its own few permissions", () => {
    assert.deepEqual(Object.keys(workflow.on).sort(), ["pull_request", "push", "schedule", "workflow_dispatch"]);
    assert.deepEqual(workflow.permissions, {});
    const permissions = Object.entries(workflow.jobs).map(([name, job]) => [name, job.permissions]);
    assert.deepEqual(Object.fromEntries(permissions), {
      validate: { contents: "read" },
      report: { contents: "read", "id-token": "write", "pull-requests": "write" },
      apply: { contents: "read", "id-token": "write" },
      drift: { contents: "read", "id-token": "write", issues: "write" },
    });
  });

  it("uses the role that may write in the apply job only, and no key of an account", () => {
    const roles = Object.entries(workflow.jobs).map(([name, job]) => [
      name,
      job.steps.flatMap((step) => step.with?.["role-to-assume"] ?? []).join(),
    ]);
    assert.deepEqual(Object.fromEntries(roles), {
      validate: "",
      report: "${{ vars.AWS_PREVIEW_ROLE }}",
      apply: "${{ vars.AWS_APPLY_ROLE }}",
      drift: "${{ vars.AWS_PREVIEW_ROLE }}",
    });
    assert.doesNotMatch(JSON.stringify(workflow), /AWS_ACCESS_KEY_ID|AWS_SECRET/);
  });

  it("gives a fork the job that needs no secret, and only that", () => {
    const own = /github\.event\.pull_request\.head\.repo\.full_name == github\.repository/;
    const forFork = Object.entries(workflow.jobs).filter(
      ([, job]) => job.if?.includes("'pull_request'") && !own.test(job.if),
    );
    assert.deepEqual(
      forFork.map(([name]) => name),
      ["validate"],
    );
    assert.doesNotMatch(JSON.stringify(workflow.jobs.validate), /secrets\.|vars\.|pulumi/);
  });

  it("puts nothing that others write into a script: it arrives as an environment variable", () => {
    assert.deepEqual(
      steps.filter(({ run = "" }) => run.includes("${{")),
      [],
    );
  });

  it("comes with trust policies for the subjects that GitHub gives", () => {
    const subjects = (name: string) => {
      const policy = JSON.parse(readFileSync(join(root, "docs", "ci", name), "utf8")) as {
        Statement: { Action: string; Condition: { StringEquals: Record<string, unknown> } }[];
      };
      const [statement] = policy.Statement;
      assert.equal(statement?.Action, "sts:AssumeRoleWithWebIdentity");
      assert.equal(statement.Condition.StringEquals["token.actions.githubusercontent.com:aud"], "sts.amazonaws.com");
      return [statement.Condition.StringEquals["token.actions.githubusercontent.com:sub"]].flat();
    };
    assert.deepEqual(subjects("trust-preview.json"), [
      "repo:OWNER/REPOSITORY:pull_request",
      "repo:OWNER/REPOSITORY:ref:refs/heads/main",
    ]);
    assert.deepEqual(subjects("trust-apply.json"), ["repo:OWNER/REPOSITORY:environment:production"]);
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
        "preview --json --config connect-data-tables:strict=true",
        "refresh --yes --non-interactive --diff",
        "up --yes --non-interactive --config connect-data-tables:strict=true",
        "refresh --preview-only --expect-no-changes --json --non-interactive",
      ],
    );
  });

  it("makes a comment that GitHub takes, and a page, of a preview, also of one that failed", async () => {
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
      assert.match(readFileSync(join(folder, "report", "report.html"), "utf8"), /^<!DOCTYPE html>/);
    }
  });

  it("writes the first comment, with a link to the page, and from then on changes that one", async () => {
    stubGh(folder);
    const repository = {
      GITHUB_REPOSITORY: "o/r",
      COMMENTS: "repos/o/r/issues/7/comments",
      PAGES: "https://x.example/1",
    };
    for (const GH_ANSWER of ["", "42\\n43\\n"]) {
      const { code, all } = await runStep("Comment", { ...repository, GH_ANSWER });
      assert.equal(code, 0, all);
    }
    assert.match(
      readFileSync(join(folder, "report.md"), "utf8"),
      /\n\[The tables as a page, [^\]]*\]\(https:\/\/x\.example\/1\)\n/,
    );
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

describe("the steps of the workflow, as they stand, on the real engine", function () {
  this.timeout(180_000);
  let example: Example;
  let env: Readonly<Record<string, string | undefined>>;
  before(async () => {
    example = await openExample("yaml-table");
    const { folder } = await installedPackage();
    symlinkSync(join(folder, "node_modules"), join(example.folder, "node_modules"), "junction");
    mkdirSync(join(example.folder, "report"));
    stubGh(example.folder);
    const path = [example.folder, example.env.PATH].join(delimiter);
    env = {
      ...example.env,
      PATH: path,
      GITHUB_STEP_SUMMARY: "summary.md",
      INSTANCE_ID: instanceId,
      GH_ANSWER: "",
      // What a push gives: there is no input.
      CONNECT_DATA_TABLES_RESOLVE: "",
    };
  });
  after(() => example?.close());

  const step = (name: string, more: object = {}) => runIn(example.folder, { ...env, ...more }, name);
  const read = (name: string) => readFileSync(join(example.folder, name), "utf8");
  const opens = () => example.simulator.dump().tables.StoreHours?.rows[0]?.values.Opens;

  async function succeeds(name: string, more: object = {}): Promise<void> {
    const { code, all } = await step(name, more);
    assert.equal(code, 0, all);
  }

  /** Two commits, the second of which adds the file of the table; the hash of the first. */
  async function commitNewFile(): Promise<string> {
    const git = async (...args: string[]) => {
      const who = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
      const { code, all } = await startCommand("git", [...who, ...args], example.folder, process.env).done;
      assert.equal(code, 0, all);
      return all.trim();
    };
    await git("init", "--quiet");
    await git("commit", "--quiet", "--allow-empty", "-m", "base");
    const base = await git("rev-parse", "HEAD");
    await git("add", "tables");
    await git("commit", "--quiet", "-m", "table");
    return base;
  }

  it("validate, preview and report a new table; there is nothing yet to compare its file with", async () => {
    const BASE = await commitNewFile();
    await succeeds("Validate");
    await succeeds("Preview");
    await succeeds("Report");
    assert.match(read("report.md"), /### Data tables: \d+ values to create/);
    assert.match(read("report/report.html"), /data-total="create"/);
    await succeeds("Compare new files with the live tables", { BASE });
    assert.match(read("summary.md"), /No comparison for tables\/store-hours\.yaml/);
    assert.deepEqual(readdirSync(join(example.folder, "report")), ["report.html"], "no empty page is kept");
    assert.equal(opens(), undefined, "nothing was written");
  });

  it("apply it, and compare the file with what is live then", async () => {
    await succeeds("Apply");
    assert.ok(opens());
    await step("Preview");
    const { stdout: BASE } = await startCommand(
      "git",
      ["rev-list", "--max-parents=0", "HEAD"],
      example.folder,
      process.env,
    ).done;
    example.simulator.edit({ table: "StoreHours", ...firstRow(), column: "Opens", value: "05:00" });
    await succeeds("Compare new files with the live tables", { BASE: BASE.trim() });
    assert.match(read("report/take-over-store-hours.html"), /<del>05:00<\/del>/);
    assert.match(read("summary.md"), /`"05:00"` \| `"08:00"`/);
  });

  it("find the drift, write it to an issue, accept it by a refresh, and find none", async () => {
    const drift = await step("Look for drift");
    assert.notEqual(drift.code, 0);
    await succeeds("Report drift");
    await succeeds("Report drift", { GH_ANSWER: "12" });
    assert.match(read("drift.md"), /### Drift: 1 value to update/);
    const calls = read("gh.log")
      .split("\n")
      .filter((call) => !call.startsWith("issue list"));
    assert.deepEqual(calls, [
      "issue create --title Data tables differ from the program --body-file drift.md",
      "issue comment 12 --body-file drift.md",
      "",
    ]);
    await succeeds("Refresh");
    await succeeds("Look for drift");
  });

  it("resolve two cells in conflict by what is between the single quotes of the lines that the message prints", async () => {
    for (const column of ["Opens", "Closes"]) {
      example.simulator.edit({ table: "StoreHours", ...firstRow(), column, value: "06:00" });
    }
    const file = join(example.folder, "tables", "store-hours.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace('Closes: "20:00"', 'Closes: "20:30"'));
    const { code, all } = await step("Apply");
    assert.notEqual(code, 0, all);
    const objects = [...all.matchAll(/^ *export CONNECT_DATA_TABLES_RESOLVE=[^']*'([^']+)'$/gm)].map(
      ([, object = ""]) => object,
    );
    const chosen = objects.filter((object) => /"Opens","way":"program"|"Closes","way":"live"/.test(object));
    assert.equal(chosen.length, 2, all);
    await succeeds("Apply", { CONNECT_DATA_TABLES_RESOLVE: chosen.join(" ") });
    const { Opens, Closes } = example.simulator.dump().tables.StoreHours?.rows[0]?.values ?? {};
    assert.deepEqual({ Opens, Closes }, { Opens: "08:00", Closes: "06:00" });
  });

  function firstRow(): { keys: Record<string, string> } {
    return { keys: example.simulator.dump().tables.StoreHours?.rows[0]?.keys ?? {} };
  }
});
