/**
 * YAML without surprises: every scalar stays the text that is written in the file, because the type of a value is its column's and not
 * a matter of how the text looks. So `no`, `09:30`, `007` and a number of 20 digits lose nothing (the "failsafe" schema of YAML 1.2).
 */
import { Composer, type CST, type Document, type Node, Parser, visit, type YAMLError } from "yaml";
import type { Problem } from "../../core/problem";
import { Disclosure } from "./disclosure";
import { Problems } from "../format/problems";
import { resolveAliases } from "./resolve-aliases";
import { syntaxHint } from "./syntax-hint";
import { SourceText } from "../format/source-text";

/** A parsed file. */
export interface YamlFile {
  readonly source: SourceText;
  /** What of the file may be shown. */
  readonly disclosure: Disclosure;
  /** The topmost node; absent when the file is empty or cannot be used. */
  readonly root?: Node;
  /** The node itself, or what an alias stands for. */
  readonly resolve: (node: Node) => Node;
  readonly problems: readonly Problem[];
  /** Up to this offset the file was understood; behind it, what is missing may just not have been read. */
  readonly soundUntil: number;
}

/** Deeper than any table file, and far from what exhausts the stack. */
const deepest = 50;

/** The text of a YAML file as nodes with positions. A line may end in CR alone, as YAML has it and the library does not. */
export function parseYaml(written: string, file: string): YamlFile {
  const text = written.replace(/\r(?!\n)/g, "\n");
  const source = new SourceText(file, text);
  const tokens = [...new Parser().parse(text)];
  const deep = tooDeep(tokens);
  if (deep !== undefined) return tooDeepFile(source, file, deep);
  const [document, second] = documentsOf(tokens, text.length);
  if (!document) return unusable(source, Disclosure.of(text, undefined, true));
  const root = document.contents ?? undefined;
  const hasAliases = root !== undefined && text.includes("*") && containsAlias(root);
  const disclosure = Disclosure.of(text, root, document.errors.length === 0 && !hasAliases && !second);
  const problems = new Problems();
  if (second) {
    const at = disclosure.at(source, second.range[0]);
    const hint = "Use one file for each table.";
    problems.add("YAML_UNSUPPORTED", at, "the file holds more than one YAML document.", hint);
  }
  for (const error of firstOfEachLine([...document.errors, ...document.warnings], source)) {
    reportSyntax(error, source, disclosure, problems);
  }
  const aliases = hasAliases ? resolveAliases(root, source, disclosure) : undefined;
  problems.addAll(aliases?.problems ?? []);
  return {
    source,
    disclosure,
    root: aliases?.unusable ? undefined : root,
    resolve: (node) => aliases?.targets.get(node) ?? node,
    problems: problems.sorted(file),
    soundUntil: document.errors.reduce((first, error) => Math.min(first, error.pos[0]), text.length + 1),
  };
}

function documentsOf(tokens: readonly CST.Token[], length: number): Document.Parsed[] {
  const composer = new Composer({ schema: "failsafe", uniqueKeys: false, resolveKnownTags: false });
  return [...composer.compose(tokens, true, length)] as Document.Parsed[];
}

/** A file of which nothing is read, because composing its nodes could exhaust the stack. */
function tooDeepFile(source: SourceText, file: string, offset: number): YamlFile {
  const disclosure = Disclosure.of(source.text, undefined, false);
  const problems = new Problems();
  const message = `the file nests lists or mappings more than ${deepest} levels deep.`;
  const hint = "A table file needs no more than six levels.";
  problems.add("YAML_UNSUPPORTED", disclosure.at(source, offset), message, hint);
  return { ...unusable(source, disclosure), problems: problems.sorted(file) };
}

function unusable(source: SourceText, disclosure: Disclosure): YamlFile {
  return { source, disclosure, resolve: (node) => node, problems: [], soundUntil: 0 };
}

function containsAlias(root: Node): boolean {
  let found = false;
  visit(root, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** The offset at which the nesting gets too deep. Measured on the tokens, without recursion: composing the nodes is recursive. */
function tooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const { token, depth } = entry;
    if (depth > deepest) return token.offset;
    if ("value" in token && token.value) open.push({ token: token.value, depth });
    if (!("items" in token)) continue;
    for (const { key, value } of token.items) {
      if (key) open.push({ token: key, depth: depth + 1 });
      if (value) open.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}

/** One mistake often makes the parser complain several times; a line says it once. */
function firstOfEachLine(errors: readonly YAMLError[], source: SourceText): YAMLError[] {
  const seen = new Set<number>();
  return errors.filter(({ pos: [offset] }) => {
    const line = source.lineOf(offset);
    return !seen.has(line) && seen.add(line);
  });
}

function reportSyntax(error: YAMLError, source: SourceText, disclosure: Disclosure, problems: Problems): void {
  const at = disclosure.at(source, error.pos[0]);
  if (error.code === "TAG_RESOLVE_FAILED") {
    const hint = "Remove the tag: a value has the type of its column.";
    problems.add("YAML_UNSUPPORTED", at, "YAML tags such as !!int have no meaning in a table file.", hint);
    return;
  }
  const hint = syntaxHint(error, source);
  const reason = disclosure.isOpen || withoutText.includes(error.code) ? `: ${sentence(error.message)}` : ".";
  problems.add("YAML_SYNTAX", at, `this is not valid YAML${reason}`, hint);
}

/** Errors of the YAML library whose message repeats nothing of the file. */
const withoutText: readonly YAMLError["code"][] = [
  "ALIAS_PROPS",
  "BAD_ALIAS",
  "BAD_INDENT",
  "BLOCK_AS_IMPLICIT_KEY",
  "BLOCK_IN_FLOW",
  "KEY_OVER_1024_CHARS",
  "MISSING_CHAR",
  "MULTILINE_IMPLICIT_KEY",
  "MULTIPLE_ANCHORS",
  "MULTIPLE_TAGS",
  "TAB_AS_INDENT",
];

function sentence(text: string): string {
  const first = text.charAt(0).toLowerCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
