/** What `pulumi` was told and which verbs it called, as text that a person reads, and that a file keeps to compare with. */
import { setTimeout as sleep } from "node:timers/promises";
import { doorOfProcess, typePrefixes } from "./door";
import type { ExportedResource } from "./project";
import type { VerbEvent, VerbProject, VerbRule } from "./verb-log";

const type = typePrefixes[doorOfProcess()];

/** What state keeps of a resource beside its inputs and outputs. */
interface MarkedResource extends ExportedResource {
  readonly delete?: boolean;
  readonly pendingReplacement?: boolean;
  readonly taint?: boolean;
}

/** Commands of one stack, and what came of them. */
export class Transcript {
  private lines: string[] = [];
  private stack = "dev";

  constructor(private readonly opened: VerbProject) {}

  /** What was written since the last call. */
  take(): string {
    const text = this.lines.join("\n");
    this.lines = [];
    return text;
  }

  /** Runs a command, to which names of resources stand for their URNs, and writes down its verbs. */
  async pulumi(command: string): Promise<void> {
    const { code } = await this.opened.start(...this.argsOf(command)).done;
    this.lines.push(`$ pulumi ${command}${code === 0 ? "" : " (fails)"}`, ...verbLines(this.opened.events()));
  }

  /** Starts a command and kills it, with its provider, when the call has begun that `when` describes. */
  async crash(command: string, when: VerbRule["when"], ...rules: readonly VerbRule[]): Promise<void> {
    this.opened.rules({ when, hang: true }, ...rules);
    const { child, done } = this.opened.start(...this.argsOf(command));
    const begun = await this.waitFor(when);
    for (const pid of [child.pid, begun.pid]) if (pid !== undefined) process.kill(pid, "SIGKILL");
    await done;
    this.lines.push(`$ pulumi ${command} (killed)`, ...verbLines(this.opened.events()));
    await this.quietly("cancel --yes");
  }

  /** Runs a command that calls no verb. */
  async quietly(command: string): Promise<string> {
    const { code, stdout, all } = await this.opened.project.pulumi([
      ...this.argsOf(command),
      ...this.stackArgs(command),
    ]);
    if (code !== 0) throw new Error(`pulumi ${command} failed:\n${all}`);
    return stdout;
  }

  /** Runs a command that calls no verb, and writes it down. */
  async note(command: string): Promise<void> {
    await this.quietly(command);
    this.lines.push(`$ pulumi ${command}`);
  }

  /** Writes down what state has. */
  async state(): Promise<void> {
    const { deployment } = JSON.parse(await this.quietly("stack export")) as {
      deployment: { resources?: MarkedResource[]; pending_operations?: { type: string; resource: MarkedResource }[] };
    };
    const ours = (deployment.resources ?? []).filter((resource) => resource.type.startsWith(type));
    const pending = deployment.pending_operations ?? [];
    this.lines.push(
      ...ours.map((resource) => `state: ${stateText(resource)}`),
      ...pending.map((operation) => `state: ${operation.type} ${shortName(operation.resource.urn)} is pending`),
    );
  }

  /** All later commands are for this stack. */
  useStack(name: string): void {
    this.stack = name;
  }

  private stackArgs(command: string): string[] {
    return command.startsWith("state move") || command.startsWith("stack init") ? [] : ["--stack", this.stack];
  }

  private argsOf(command: string): string[] {
    const words = command.split(" ").map((word) => (/^[tvw]\d?$/.test(word) ? this.urnOf(word) : word));
    return /^(up|preview|refresh|destroy)\b/.test(command) ? [...words, "--stack", this.stack] : words;
  }

  private urnOf(name: string): string {
    const kind = name.startsWith("t") ? "DataTable" : "DataTableValues";
    return `urn:pulumi:${this.stack}::test::${type}${kind}::${name}`;
  }

  private async waitFor(when: VerbRule["when"]): Promise<VerbEvent> {
    const wanted = Object.entries(when) as [keyof VerbEvent, unknown][];
    for (let waited = 0; waited < 30_000; waited += 20) {
      const found = this.opened.events().find((event) => wanted.every(([key, value]) => event[key] === value));
      if (found) return found;
      await sleep(20);
    }
    throw new Error(`the engine did not call ${JSON.stringify(when)}`);
  }
}

/**
 * The calls in their order: the number of the process first. Calls in one line, with a bar between them, ran at the same time. A refresh asks
 * for all resources at the same time, so its lines are sorted by resource.
 */
export function verbLines(events: readonly VerbEvent[]): string[] {
  const pids = [...new Set(events.map(({ pid }) => pid))];
  return pids.flatMap((pid, index) => {
    const ofProcess = events.filter((event) => event.pid === pid);
    return atOnce(inOrder(ofProcess)).map((texts) => `${index + 1} ${texts.sort().join(" | ")}`);
  });
}

interface Call {
  readonly start: VerbEvent;
  readonly end?: VerbEvent;
}

function inOrder(events: readonly VerbEvent[]): Call[] {
  const calls = events
    .filter(({ event }) => event === "start")
    .map((start) => ({ start, end: events.find((one) => one.event !== "start" && one.call === start.call) }));
  const isRefresh = ({ start }: Call) => start.verb === "read" || start.verb === "diff";
  const first = calls[0]?.start.verb === "read" ? calls.findIndex((call) => !isRefresh(call)) : 0;
  const refresh = first < 0 ? calls.length : first;
  const key = ({ start }: Call) => `${start.name} ${start.mark ?? ""}`;
  return [...calls.slice(0, refresh).sort((a, b) => key(a).localeCompare(key(b))), ...calls.slice(refresh)];
}

/** Only deletes are looked at: what else runs at the same time is a refresh. */
function atOnce(calls: readonly Call[]): string[][] {
  const groups: { texts: string[]; until: number; verb: string }[] = [];
  for (const { start, end } of calls) {
    const last = groups.at(-1);
    const text = callText(start) + endText(end);
    const overlaps = last && start.verb === "delete" && last.verb === "delete" && start.time < last.until;
    if (overlaps) last.texts.push(text);
    else groups.push({ texts: [text], until: end?.time ?? Infinity, verb: start.verb });
  }
  return groups.map(({ texts }) => texts);
}

function callText({ verb, urn, olds, oldMark, mark, oldUrn, isUnknown }: VerbEvent): string {
  const before = olds === undefined ? [] : [olds === "empty" ? "{}" : `${olds} ${oldMark}`];
  const after = verb === "read" || verb === "delete" ? [] : [`${mark}`];
  const other = oldUrn !== undefined && oldUrn !== urn ? `, recorded as ${shortName(oldUrn)}` : "";
  return `${verb} ${shortName(urn)} (${[...before, ...after].join(" -> ")}${other})${isUnknown ? " id unknown" : ""}`;
}

function endText(end: VerbEvent | undefined): string {
  if (!end) return " ...";
  if (end.event === "failed") return " fails";
  const { answer } = end;
  if (!answer) return "";
  if (answer.replaces?.length) return ` = replace ${answer.replaces.join(", ")}`;
  return answer.changes === false ? " = same" : " = differs";
}

function stateText(resource: MarkedResource): string {
  const { description, valueQuota, __urn: urn } = resource.outputs as Readonly<Record<string, string | undefined>>;
  const { __urn: inputUrn } = resource.inputs as Readonly<Record<string, string | undefined>>;
  const marks = (["delete", "pendingReplacement", "taint"] as const).filter((mark) => resource[mark]);
  // State of the plugin has no such helpers.
  const isOther = (recorded: string | undefined) => doorOfProcess() === "dynamic" && recorded !== resource.urn;
  const others = [
    ...(isOther(inputUrn) ? [`inputs name ${shortName(inputUrn ?? "")}`] : []),
    ...(isOther(urn) ? [`outputs name ${shortName(urn ?? "")}`] : []),
  ];
  const mark = description ?? `V${Number(valueQuota) - 1000}`;
  return [`${shortName(resource.urn)} (${mark})`, ...marks, ...others].join(", ");
}

/** The name, with the type of its parent and the stack, unless that is `dev`. */
function shortName(urn: string): string {
  const [, stack, parent, name] = /^urn:pulumi:([^:]*)::[^:]*::(?:(.*)\$)?[^$]*::(.*)$/.exec(urn) ?? [];
  const ofParent = parent === undefined ? "" : `${parent.split(":").pop()}$`;
  return `${stack === "dev" ? "" : `${stack}::`}${ofParent}${name}`;
}

/**
 * Title → text, of a file whose sections begin with a title after `# `; text before the first one is for its reader. A line that begins with
 * the name of a door holds for that one; what only the state of dynamic resources holds is left out for the plugin.
 */
export function sections(text: string): Map<string, string> {
  const [own, other] = doorOfProcess() === "plugin" ? ["plugin", "dynamic"] : ["dynamic", "plugin"];
  const ofDoor = text.replace(new RegExp(`^${other}: .*\n`, "gm"), "").replace(new RegExp(`^${own}: `, "gm"), "");
  const helpers = /, recorded as [^)]*(?=\))|, (inputs|outputs) name [^,\n]+/g;
  const parts = (own === "plugin" ? ofDoor.replace(helpers, "") : ofDoor).split(/^# /m).slice(1);
  return new Map(
    parts.map((part) => {
      const [title = "", ...lines] = part.split("\n");
      return [title, lines.join("\n").trim()];
    }),
  );
}
