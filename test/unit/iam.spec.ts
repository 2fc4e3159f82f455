import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as connect from "@aws-sdk/client-connect";

const root = join(__dirname, "..", "..");

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const page = readFileSync(join(root, "docs", "iam.md"), "utf8");
const preview = policy("preview");
const apply = policy("apply");
const tables = policy("apply-tables");
const called = calledOperations();

/** No permission is needed for the first; the second is a matter of the role, and docs/iam.md says so. */
const ofSts = ["GetCallerIdentity", "AssumeRole"];

describe("the IAM policies", () => {
  it("permit every operation that the source calls, and no other", () => {
    const permitted = new Set([...actions(preview), ...actions(apply), ...actions(tables)]);
    assert.deepEqual(
      [...permitted].sort(),
      called
        .filter((name) => !ofSts.includes(name))
        .map(toAction)
        .sort(),
    );
  });

  it("a preview may read and nothing else; apply may do what a preview may", () => {
    assert.deepEqual(
      actions(preview).filter((action) => !/^connect:(List|Describe|BatchDescribe)/.test(action)),
      [],
    );
    assert.deepEqual(
      actions(preview).filter((action) => !actions(apply).includes(action)),
      [],
    );
    assert.deepEqual(
      actions(tables).filter((action) => actions(apply).includes(action)),
      [],
    );
  });

  it("name the instance or its tables, and never everything", () => {
    for (const statement of [...preview, ...apply, ...tables]) {
      assert.equal(statement.Effect, "Allow");
      for (const action of statement.Action) assert.doesNotMatch(action, /\*/);
      for (const resource of statement.Resource) {
        assert.match(resource, /^arn:aws:connect:REGION:ACCOUNT_ID:instance\/INSTANCE_ID(\/data-table\/\*)?$/);
      }
    }
  });

  it("docs/iam.md says what each action is for, and names what STS is asked", () => {
    const groups = [...page.matchAll(/^\| (`connect:.*?) *\| /gm)].flatMap(([, cell = ""]) => spelledOut(cell));
    assert.deepEqual(groups.sort(), [...new Set([...actions(apply), ...actions(tables)])].sort());
    for (const operation of called.filter((name) => ofSts.includes(name))) assert.ok(page.includes(`sts:${operation}`));
  });
});

describe("the operations that the source calls", () => {
  it("are all found: commands of Connect are made in src/aws only", () => {
    assert.ok(called.length > 15);
    const elsewhere = sources(join(root, "src"))
      .filter((path) => !path.startsWith(join(root, "src", "aws")) && !path.startsWith(join(root, "src", "simulator")))
      .filter((path) => /from "@aws-sdk\/client-(connect|sts)"/.test(readFileSync(path, "utf8")))
      .filter((path) => commandsIn(readFileSync(path, "utf8")).length > 0);
    assert.deepEqual(elsewhere, []);
  });

  it("are the commands that are imported, and go by the name that is logged", () => {
    for (const path of sources(join(root, "src", "aws"))) {
      const text = readFileSync(path, "utf8");
      const imported = [...text.matchAll(/^ {2}(\w+)Command,$/gm)].map(([, name]) => name ?? "");
      const made = new Set(commandsIn(text));
      assert.deepEqual(
        imported.filter((name) => !made.has(name)),
        [],
        path,
      );
      const named = [...text.matchAll(/\b(?:call|pages)\(\s*"(\w+)"/g)].map(([, name]) => name ?? "");
      const known = new Set([...Object.keys(connect).map((name) => name.replace(/Command$/, ""))]);
      assert.deepEqual(
        named.filter((name) => !known.has(name) || !called.includes(name)),
        [],
        path,
      );
    }
  });
});

function policy(name: string): Statement[] {
  const text = readFileSync(join(root, "docs", "iam", `${name}.json`), "utf8");
  return (JSON.parse(text) as { Statement: Statement[] }).Statement;
}

function actions(statements: readonly Statement[]): string[] {
  return statements.flatMap(({ Action }) => Action);
}

function toAction(operation: string): string {
  return `connect:${operation}`;
}

/** "`connect:CreateX`, `…Update…`" → both in full. */
function spelledOut(cell: string): string[] {
  const names = [...cell.matchAll(/`(.*?)`/g)].map(([, name = ""]) => name);
  const [first = ""] = names;
  return names.map((name) => {
    const verb = /^…(\w+)…$/.exec(name)?.[1];
    return verb === undefined ? name : first.replace(/(?<=^connect:(Batch)?)(Create|Update|Delete)/, verb);
  });
}

function calledOperations(): string[] {
  const all = sources(join(root, "src", "aws")).flatMap((path) => commandsIn(readFileSync(path, "utf8")));
  return [...new Set(all)].sort();
}

function commandsIn(text: string): string[] {
  const code = text.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, "");
  return [...code.matchAll(/\bnew (\w+)Command\(/g)].map(([, name = ""]) => name);
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}
