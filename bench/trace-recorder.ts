/** What `npm run trace` puts into the code it follows: each named function says that it was entered. */
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import ts from "typescript";

/** What was entered, counted. */
export interface Counts {
  /** Distinct named functions. */
  readonly functions: number;
  readonly files: number;
  readonly calls: number;
  /** How often a function was entered that lies in another file than the one entered before it. */
  readonly changesOfFile: number;
}

/** The counts, and how often each named function was entered, by file. */
export interface Trace extends Counts {
  readonly entered: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** `isArrow`: the function has no name of its own, only one that it is bound to. */
type Enter = (file: string, name: string, isArrow: boolean) => void;
type Named =
  ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration | ts.ConstructorDeclaration;

const hook = "__connectDataTablesEnter";
const world = globalThis as unknown as Record<typeof hook, Enter | undefined>;

/** Follows every file under `src` that is loaded from now on, but for the simulator's. */
export function followLoads(src: string): void {
  const load = require.extensions[".ts"];
  require.extensions[".ts"] = (module, path) => {
    const file = relative(src, path);
    if (file.startsWith("..") || file.startsWith(`simulator${sep}`)) {
      load?.(module, path);
      return;
    }
    const text = followed(readFileSync(path, "utf8"), file.split(sep).join("/"));
    (module as NodeModule & { _compile(text: string, path: string): void })._compile(text, path);
  };
  world[hook] = () => undefined;
}

/** Counts what is entered while some work runs. `declared`: without arrow functions. */
export async function record(work: () => Promise<void>, { declared = false } = {}): Promise<Trace> {
  const entered: { readonly file: string; readonly name: string }[] = [];
  world[hook] = (file, name, isArrow) => {
    if (!declared || !isArrow) entered.push({ file, name });
  };
  try {
    await work();
  } finally {
    world[hook] = () => undefined;
  }
  return {
    functions: new Set(entered.map(({ file, name }) => `${file} ${name}`)).size,
    files: new Set(entered.map(({ file }) => file)).size,
    calls: entered.length,
    changesOfFile: entered.filter(({ file }, index) => index > 0 && file !== entered[index - 1]?.file).length,
    entered: byFile(entered),
  };
}

function byFile(entered: readonly { readonly file: string; readonly name: string }[]): Trace["entered"] {
  const files: Record<string, Record<string, number>> = {};
  for (const { file, name } of entered) {
    const functions = (files[file] ??= {});
    functions[name] = (functions[name] ?? 0) + 1;
  }
  return files;
}

/** A file as JavaScript, in which each named function begins with the call that says so. */
export function followed(source: string, file: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const before = [(context: ts.TransformationContext) => (whole: ts.SourceFile) => withCalls(context, whole, file)];
  return ts.transpileModule(source, { fileName: file, compilerOptions, transformers: { before } }).outputText;
}

function withCalls(context: ts.TransformationContext, whole: ts.SourceFile, file: string): ts.SourceFile {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const name = isNamed(node) ? nameOf(node) : undefined;
    const inner = ts.visitEachChild(node, visit, context);
    if (name === undefined || !isNamed(inner) || !inner.body) return inner;
    const place = `${name}:${node.getStart(whole)}`;
    const call = factory.createCallExpression(
      factory.createPropertyAccessExpression(factory.createIdentifier("globalThis"), hook),
      undefined,
      [
        factory.createStringLiteral(file),
        factory.createStringLiteral(place),
        ts.isArrowFunction(node) ? factory.createTrue() : factory.createFalse(),
      ],
    );
    return withBody(factory, inner, (body) => [factory.createExpressionStatement(call), ...body]);
  };
  return ts.visitNode(whole, visit) as ts.SourceFile;
}

function isNamed(node: ts.Node): node is Named {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node)
  );
}

/** The name of a function, or of what it is bound to; a callback without either has none. */
function nameOf(node: Named): string | undefined {
  if (ts.isConstructorDeclaration(node)) return "constructor";
  if (node.name) return node.name.getText();
  const { parent } = node;
  const isBound =
    ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent);
  return isBound ? parent.name.getText() : undefined;
}

function withBody(
  factory: ts.NodeFactory,
  node: Named,
  more: (body: readonly ts.Statement[]) => ts.Statement[],
): Named {
  if (!node.body) return node;
  const statements = ts.isBlock(node.body) ? [...node.body.statements] : [factory.createReturnStatement(node.body)];
  const body = factory.createBlock(more(statements), true);
  if (ts.isFunctionDeclaration(node))
    return factory.updateFunctionDeclaration(
      node,
      node.modifiers,
      node.asteriskToken,
      node.name,
      node.typeParameters,
      node.parameters,
      node.type,
      body,
    );
  if (ts.isFunctionExpression(node))
    return factory.updateFunctionExpression(
      node,
      node.modifiers,
      node.asteriskToken,
      node.name,
      node.typeParameters,
      node.parameters,
      node.type,
      body,
    );
  if (ts.isArrowFunction(node))
    return factory.updateArrowFunction(
      node,
      node.modifiers,
      node.typeParameters,
      node.parameters,
      node.type,
      node.equalsGreaterThanToken,
      body,
    );
  if (ts.isConstructorDeclaration(node))
    return factory.updateConstructorDeclaration(node, node.modifiers, node.parameters, body);
  return factory.updateMethodDeclaration(
    node,
    node.modifiers,
    node.asteriskToken,
    node.name,
    node.questionToken,
    node.typeParameters,
    node.parameters,
    node.type,
    body,
  );
}
