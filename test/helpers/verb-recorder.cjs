// Every verb that is called leaves lines in a file, and a rule can slow it down, make it fail, never answer, or be answered in its place.
"use strict";
const { appendFileSync, existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const process = require("node:process");
const { setInterval, setTimeout } = require("node:timers");

const folder = process.env.VERB_LOG_FOLDER;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const logged = ["check", "diff", "create", "read", "update", "delete"];
const checked = new Set();
let calls = 0;

/** The verbs of one kind of resource, recorded where a test wants it. */
function wrapVerbs(type, verbs) {
  if (folder === undefined) return verbs;
  const one = (verb, call) =>
    logged.includes(verb) ? (...args) => record(type, verb, args, () => call(...args)) : call;
  return Object.fromEntries(Object.entries(verbs).map(([verb, call]) => [verb, one(verb, call)]));
}

async function record(type, verb, args, call) {
  const entry = { call: ++calls, pid: process.pid, type, verb, ...shape(verb, args) };
  const rule = ruleFor(entry);
  if (verb === "check") checked.add(entry.urn);
  write({ ...entry, event: "start", time: Date.now() });
  try {
    const answer = await obey(rule, call);
    write({ ...entry, event: "end", time: Date.now(), ...(verb === "diff" && { answer }) });
    return answer;
  } catch (error) {
    write({ ...entry, event: "failed", time: Date.now(), error: String(error && error.message) });
    throw error;
  }
}

async function obey(rule, call) {
  if (!rule) return call();
  if (rule.sleep) await new Promise((resolve) => setTimeout(resolve, rule.sleep));
  if (rule.hang) return new Promise(() => setInterval(() => {}, 1000));
  if (rule.fail) throw new Error(rule.fail);
  return "answer" in rule ? rule.answer : call();
}

/** The rules are read at each call, so that a test can change them between commands. */
function ruleFor({ type, verb, name, mark, isUnknown, isFirst }) {
  const file = join(folder, "verb-rules.json");
  const rules = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  const call = { type, verb, name, mark, isUnknown, isFirst };
  return rules.find(({ when }) => Object.entries(when).every(([key, value]) => call[key] === value));
}

/** What of a call is worth comparing: which copy each argument is (`mark`), and what the engine could not know yet. */
function shape(verb, args) {
  const [olds, news] = { check: args, diff: args.slice(1), update: args.slice(1), create: [undefined, args[0]] }[
    verb
  ] ?? [args[1]];
  const main = news ?? olds;
  const urn = main.__urn ?? "";
  return {
    urn,
    name: urn.split("::").pop(),
    id: ["diff", "update", "read", "delete"].includes(verb) ? args[0] : undefined,
    olds: kindOf(olds),
    oldUrn: olds?.__urn,
    oldMark: olds && markOf(olds),
    mark: markOf(main),
    isUnknown: main.instanceId === unknown || main.dataTableId === unknown,
    isFirst: !checked.has(urn),
  };
}

function kindOf(olds) {
  if (olds === undefined) return undefined;
  if (Object.keys(olds).length === 0) return "empty";
  return "__lockVersions" in olds || "__lockVersion" in olds ? "outputs" : "inputs";
}

/** A test marks each copy of a resource: a table by its description, values by a quota, which changes nothing in the table. */
function markOf({ description, valueQuota }) {
  return description ?? (valueQuota === undefined ? undefined : `V${valueQuota - 1000}`);
}

function write(line) {
  appendFileSync(join(folder, "verbs.log"), JSON.stringify(line) + "\n");
}

module.exports = { wrapVerbs };
