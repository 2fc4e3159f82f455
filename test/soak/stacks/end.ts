/** How every history of stacks ends: what stands in the way is decided, then nothing may be left to do, and everything can be destroyed. */
import { nameOf, type CommandResult, type StackEntry } from "../../helpers/stack";
import { tableOf } from "./recorded";
import { destroy, programOf, refresh, resourcesOf, up, type Play } from "./play";
import { instanceIds } from "./program";
import { resourceIds, type Change, type ValuesId } from "./history";

const plain = { refresh: false, skipPreview: true, changes: [], between: [], trouble: [] } as const;

/** What is wrong at the end. */
export async function judgeEnd(play: Play): Promise<readonly string[]> {
  for (const stack of [0, 1]) {
    const violations = await settleStack(play, stack);
    if (violations.length > 0) return violations.map((text) => `stack ${stack}: ${text}`);
  }
  for (const stack of [1, 0]) {
    const violations = await destroyStack(play, stack);
    if (violations.length > 0) return violations.map((text) => `destroy of stack ${stack}: ${text}`);
  }
  return [];
}

/** A refresh and an `up` settle a stack; then a second `up` sends nothing, and a refresh finds nothing. */
async function settleStack(play: Play, stack: number): Promise<readonly string[]> {
  const entries = await play.driver.stacks[stack === 0 ? 0 : 1].entries();
  if (entries.length === 0 && resourcesOf(play, stack).length === 0) return [];
  for (const { urn } of entries)
    await play.driver.stacks[stack === 0 ? 0 : 1].taint(urn.split("::").pop() ?? "", false);
  const failures: string[] = [];
  for (const decide of decisions(play, stack)) {
    const result: { value?: CommandResult } = {};
    const refreshed = await refresh(play, stack);
    const entries = await play.driver.stacks[stack === 0 ? 0 : 1].entries();
    const changes = decide(entries);
    const step = { ...plain, stack, skipPreview: false, changes };
    const violations = [...refreshed, ...(await up(play, step, (value) => (result.value = value)))];
    // A resource whose table was nowhere before this `up` is in the program from now on.
    if (violations.length === 0 && result.value?.failure === undefined)
      violations.push(...(await up(play, { ...step, changes: [] }, (value) => (result.value = value))));
    // The first refresh left the cells of columns alone that state had as initial. Where they are so no more, it takes another one to see them.
    const hasCameBack = programOf(play, stack)
      .pointed()
      .some(({ declaration }) => declaration.wasInitial && !declaration.isInitial);
    if (hasCameBack && violations.length === 0 && result.value?.failure === undefined) {
      violations.push(...(await refresh(play, stack)));
      violations.push(...(await up(play, { ...step, changes: [] }, (value) => (result.value = value))));
    }
    if (violations.length > 0) return violations;
    if (result.value?.failure === undefined) return judgeRest(play, stack);
    failures.push(result.value.failure);
  }
  // A table of this name that another stack, or a resource under another name, made is rightly refused.
  const rest = await play.driver.stacks[stack === 0 ? 0 : 1].entries();
  const made = rest.filter((entry) => entry.type === "DataTable" && entry.outputs.adopted !== true);
  // So is the delete of a table that the stack made and that holds what state does not record: what a killed run wrote, or others.
  const isRight = (failure: string) =>
    failure.includes("[TABLE_EXISTS]") ||
    (failure.includes("[TABLE_NOT_EMPTY]") && made.some((entry) => failure.includes(tableOf(entry))));
  // Two owners of a cell, which the first attempt meets, are decided by the second.
  if (failures.filter((failure) => !failure.includes("[OVERLAP]")).every(isRight)) return [];
  return [`the last up fails: ${failures.join("\nthen: ")}`];
}

/**
 * What a person may have to decide before an `up` succeeds: each cell has one owner; a values resource wins over what is there already; a table
 * that goes may go with what others wrote.
 */
function decisions(play: Play, stack: number): ((entries: readonly StackEntry[]) => Change[])[] {
  const values: ValuesId[] = ["v0", "v1", "v2"];
  return [
    () => [],
    () => separated(play, stack),
    (entries) => withoutRivals(play, stack, entries),
    () => values.map((id): Change => ({ kind: "overwrite", values: id, on: true })),
    (entries) => allowances(play, stack, entries),
  ];
}

/** Changes after which no two values resources claim one cell or one exclusive table, and no two tables have one name. */
function separated(play: Play, stack: number): Change[] {
  const changes: Change[] = [];
  const program = programOf(play, stack);
  const taken = new Map<string, Set<string>>();
  for (const { id, declaration, place } of program.pointed()) {
    const table = `${place.instance} ${place.name}`;
    const cells = taken.get(table);
    if (cells) changes.push({ kind: "exclusive", values: id, on: false });
    if (
      !taken.has(table) &&
      program.pointed().filter((other) => `${other.place.instance} ${other.place.name}` === table).length > 1
    )
      changes.push({ kind: "exclusive", values: id, on: false });
    const own = new Set<string>();
    for (const [row, inRow] of declaration.cells) {
      for (const [column, value] of inRow) {
        if (cells?.has(`${row} ${column}`)) changes.push({ kind: "drop", values: id, row, column });
        else if (value !== null) own.add(`${row} ${column}`);
      }
    }
    taken.set(table, new Set([...(cells ?? []), ...own]));
  }
  return changes;
}

/** What a destroy has deleted already is not made again. */
function remaining(play: Play, stack: number, entries: readonly StackEntry[]): Change[] {
  const program = programOf(play, stack);
  const names = new Set(entries.map(({ urn }) => nameOf(urn)));
  const gone = resourceIds.filter((id) => {
    const { name, aliases } = program.resource(id);
    return ![name, ...aliases].some((each) => names.has(each));
  });
  return gone.map((resource): Change => ({ kind: "remove", resource }));
}

/** Every table of state stays where it is and may be deleted with everything in it, and values go before their table. */
function allowances(play: Play, stack: number, entries: readonly StackEntry[]): Change[] {
  const values: ValuesId[] = ["v0", "v1", "v2"];
  return [
    ...values.map((id): Change => ({ kind: "deletedWith", values: id, on: false })),
    ...(["t0", "t1"] as const).flatMap((table): Change[] => {
      const { name, aliases } = programOf(play, stack).tables[table];
      const entry = entries.find(({ type, urn }) => type === "DataTable" && [name, ...aliases].includes(nameOf(urn)));
      if (!entry) return [];
      const instance = instanceIds.findIndex((each) => each === entry.outputs.instanceId);
      return [
        { kind: "add", resource: table },
        { kind: "instance", table, instance },
        { kind: "allowDelete", table, on: true },
      ];
    }),
  ];
}

/** A table that already exists is the resource's own under another name, or someone else's. */
function withoutRivals(play: Play, stack: number, entries: readonly StackEntry[]): Change[] {
  const program = programOf(play, stack);
  const tables = entries.filter(({ type }) => type === "DataTable");
  return (["t0", "t1"] as const).flatMap((resource): Change[] => {
    const { isPresent, name } = program.tables[resource];
    if (!isPresent || tables.some(({ urn }) => nameOf(urn) === name)) return [];
    const id = play.bench.idOf(program.placeOf(resource));
    const own = tables.find((entry) => tableOf(entry) === id);
    if (own) return [{ kind: "alias", resource, name: nameOf(own.urn) }];
    return id === undefined ? [] : [{ kind: "adopt", table: resource }];
  });
}

async function judgeRest(play: Play, stack: number): Promise<readonly string[]> {
  const result: { value?: CommandResult; writes?: string[] } = {};
  const again = await up(play, { ...plain, stack }, (value) => {
    result.value = value;
    result.writes = play.bench.writes();
  });
  if (again.length > 0) return again.map((text) => `a second up: ${text}`);
  if (result.value?.failure !== undefined) return [`a second up fails: ${result.value.failure}`];
  if (result.writes && result.writes.length > 0) return [`a second up sends ${result.writes.join(", ")}`];
  const further = await refresh(play, stack, true, (value) => (result.value = value));
  const drift = [...(result.value?.drift ?? [])].map(
    ([urn, paths]) => `${urn.split("::").pop()}: ${paths.join(" ").replaceAll("\n", ".")}`,
  );
  return [...further, ...(drift.length > 0 ? [`a further refresh shows ${drift.join("; ")}`] : [])];
}

/** A destroy succeeds, or is refused for values of others in a table that would go; then `allowDelete` lets it go. */
async function destroyStack(play: Play, stack: number): Promise<readonly string[]> {
  const first = await destroyAll(play, stack);
  if (first.violations.length > 0) return first.violations;
  if (first.failure === undefined) return judgeLeft(play, stack);
  const entries = await play.driver.stacks[stack === 0 ? 0 : 1].entries();
  const changes = [...remaining(play, stack, entries), ...allowances(play, stack, entries)];
  const result: { failure?: string } = {};
  const again = [
    ...(await refresh(play, stack)),
    ...(await up(play, { ...plain, stack, changes }, ({ failure }) => (result.failure = failure))),
  ];
  if (again.length > 0) return again;
  const refused = `refused: ${first.failure}`;
  if (result.failure !== undefined) return [`${refused}\nand the up with allowDelete fails: ${result.failure}`];
  const second = await destroyAll(play, stack);
  if (second.violations.length > 0) return second.violations;
  if (second.failure !== undefined) return [`${refused}\nand again with allowDelete: ${second.failure}`];
  return judgeLeft(play, stack);
}

async function destroyAll(play: Play, stack: number): Promise<{ violations: readonly string[]; failure?: string }> {
  const result: { failure?: string } = {};
  const step = { stack, refresh: false, trouble: [] };
  const violations = await destroy(play, step, ({ failure }) => (result.failure = failure));
  return { violations, failure: result.failure };
}

/** Nothing is left in state, and no table that the stacks made is left when both are gone, unless it was to be kept. */
async function judgeLeft(play: Play, stack: number): Promise<readonly string[]> {
  const entries = await play.driver.stacks[stack === 0 ? 0 : 1].entries();
  return entries.length > 0 ? [`state still has ${entries.map(({ urn }) => urn).join(", ")}`] : [];
}
