import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import * as ts from "typescript";

/**
 * "May I raise this here?" What ends a verb or a command is made of problems, which have codes: `ProblemError`, or `PartialFailure` where
 * something is to be saved. `ServiceError` stays inside and becomes a problem by `sync/service-problem.ts`. The simulator is a service of
 * its own and speaks as the service does.
 */
const errors: Readonly<Record<string, RegExp>> = {
  ProblemError: /./,
  ConflictError: /^provider\/values\/delete\.ts$/,
  PartialFailure: /^provider\//,
  ServiceError: /^(aws\/|sync\/|probe\/clean\.ts$)/,
  // What a program ends with: Pulumi shows it without a stack. Its text is that of problems.
  "pulumi.RunError":
    /^provider\/(table\/resource|program\/(assert-(arguments|reachable)|read-table-file|run-error))\.ts$/,
  // How a check or a function of the plugin refuses.
  "messages.CheckFailure": /^plugin\/server\/rpc\/call\.ts$/,
  // What the parser of the command line says of an option.
  InvalidArgumentError: /^cli\/(commands\/simulator|target\/variables|probe\/options)\.ts$/,
  // Something thrown that is not an error, on its way to `problemsOf`; what is wrong with a result of the probe, which becomes a problem there.
  Error: /^(sync\/values\/(apply|move-rows)|provider\/host\/service-file)\.ts$/,
};

/** Files of the command line that say how far they are. */
const progressOfCli =
  /^cli\/(show-problems|cli|progress|commands\/(export|init|probe|simulator|validate)|instance\/export-all|probe\/(ask|clean))\.ts$/;

/** Who may write where a person reads: the engine's log, Pulumi's log, standard error. */
const outlets: Readonly<Record<string, RegExp>> = {
  "pulumi.log.warn": /^provider\/program\/read-table-file\.ts$/,
  "pulumi.log.error": /^$/,
  "console.error": /^$/,
  "console.warn": /^$/,
  "console.log": /^$/,
  "process.stderr.write": /^aws\/connection\.ts$/,
  "stderr.write": progressOfCli,
  "context.stderr.write": progressOfCli,
};

const src = resolve(__dirname, "../../src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => name.endsWith(".ts") && !name.startsWith("simulator/"));

interface Found {
  readonly file: string;
  readonly line: number;
  readonly node: ts.Node;
}

const nodes = files.flatMap(nodesOf);

function nodesOf(file: string): Found[] {
  const source = ts.createSourceFile(file, readFileSync(join(src, file), "utf8"), ts.ScriptTarget.ES2022, true);
  const found: Found[] = [];
  const walk = (node: ts.Node) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    found.push({ file, line, node });
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

const show = ({ file, line, node }: Found) => `src/${file}:${line}: ${node.getText().split("\n")[0]}`;

describe("every error and every warning", () => {
  it("is raised as problems: no other error class is made", () => {
    const made = nodes.filter(({ node }) => {
      return ts.isNewExpression(node) && /(Error|Failure|Exception)$/.test(node.expression.getText());
    });
    const wrong = made.filter(({ file, node }) => {
      const name = (node as ts.NewExpression).expression.getText();
      return !Object.hasOwn(errors, name) || !errors[name]?.test(file);
    });
    assert.deepEqual(wrong.map(show), []);
    assert.ok(made.length > 30, "the walk finds them");
  });

  it("is thrown as an error object: no text, no literal", () => {
    const wrong = nodes.filter(({ node }) => {
      if (!ts.isThrowStatement(node)) return false;
      return ts.isObjectLiteralExpression(node.expression) || ts.isStringLiteralLike(node.expression);
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it("has no class but those in the table", () => {
    const classes = nodes.filter(({ node }) => {
      return ts.isClassDeclaration(node) && node.heritageClauses?.some((one) => /Error\b/.test(one.getText()));
    });
    const names = classes.map(({ node }) => (node as ts.ClassDeclaration).name?.text ?? "");
    assert.deepEqual(names.sort(), [
      "ConflictError",
      "Disturbance",
      "Interrupted",
      "PartialFailure",
      "ProblemError",
      "ServiceError",
      "Unreachable",
      "Verdict",
    ]);
  });

  it("reaches a person through few doors", () => {
    const calls = nodes.filter(({ node }) => ts.isCallExpression(node));
    const wrong = calls.filter(({ file, node }) => {
      const name = (node as ts.CallExpression).expression.getText();
      return Object.hasOwn(outlets, name) && !outlets[name]?.test(file);
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it("is rendered where Pulumi takes a text: a program's own errors, warnings and failed checks", () => {
    // `reasonOf` is what the plugin has rendered.
    const rendered = /^(render(Problem|Problems)|reasonOf)\(/;
    const takers = nodes.filter(({ file, node }) => {
      // `runError` hands on the text that it is given, and is a taker itself.
      if (file === "provider/program/run-error.ts") return false;
      const isCall = ts.isCallExpression(node) || ts.isNewExpression(node);
      return isCall && ["pulumi.RunError", "runError", "pulumi.log.warn"].includes(node.expression.getText());
    });
    // A reason of the probe is one of a reading; Pulumi never sees it.
    const reasons = nodes.filter(
      ({ file, node }) =>
        !file.startsWith("probe/") && ts.isPropertyAssignment(node) && node.name.getText() === "reason",
    );
    const texts = [
      ...takers.map((found) => ({ found, text: (found.node as ts.CallExpression).arguments?.[0]?.getText() ?? "" })),
      ...reasons.map((found) => ({ found, text: (found.node as ts.PropertyAssignment).initializer.getText() })),
    ];
    assert.deepEqual(
      texts.filter(({ text }) => !rendered.test(text)).map(({ found }) => show(found)),
      [],
    );
    assert.equal(takers.length, 7);
  });
});
