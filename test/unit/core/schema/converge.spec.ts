import assert from "node:assert/strict";
import fc from "fast-check";
import type { Attribute } from "../../../../src/core/model";
import { expectedTable, planSchema } from "../../../../src/core/schema/plan-schema";
import { recordTable } from "../../../../src/core/schema/record-table";
import type { TableStep } from "../../../../src/core/schema/steps";
import {
  foldName,
  type ColumnDeclaration,
  type ObservedTable,
  type RecordedTable,
  type TableDeclaration,
} from "../../../../src/core/schema/declaration";
import { validateTable } from "../../../../src/core/schema/validate/table";

/** The service, as far as a plan must know it: one name, one column, at every moment; a rename keeps the id. */
class Service {
  private nextId = 0;

  constructor(public table: ObservedTable) {}

  /** Carries out a step as `reconcileTable` would, and answers the id of a new column. */
  apply(step: TableStep): string | undefined {
    const { attributes } = this.table;
    switch (step.kind) {
      case "createTable":
        return undefined;
      case "updateMetadata":
        this.table = { ...this.table, ...step.after };
        return undefined;
      case "tag":
        this.table = { ...this.table, tags: { ...this.table.tags, ...step.tags } };
        return undefined;
      case "untag": {
        const left = Object.entries(this.table.tags).filter(([key]) => !step.keys.includes(key));
        this.table = { ...this.table, tags: Object.fromEntries(left) };
        return undefined;
      }
      case "createAttribute": {
        this.assertFree(step.after.name);
        const attributeId = `new-${this.nextId++}`;
        this.table = { ...this.table, attributes: [...attributes, { ...step.after, attributeId }] };
        return attributeId;
      }
      case "updateAttribute": {
        const current = this.find(step.before.name);
        this.assertFree(step.after.name, current);
        const after = { ...step.after, attributeId: current.attributeId };
        this.table = { ...this.table, attributes: attributes.map((one) => (one === current ? after : one)) };
        return undefined;
      }
      case "deleteAttribute": {
        const current = this.find(step.before.name);
        this.table = { ...this.table, attributes: attributes.filter((one) => one !== current) };
        return undefined;
      }
      default:
        return step satisfies never;
    }
  }

  private find(name: string): Attribute {
    const found = this.table.attributes.find((one) => one.name === name);
    assert.ok(found, `there is no column ${name}`);
    return found;
  }

  private assertFree(name: string, except?: Attribute): void {
    const taken = this.table.attributes.some((one) => one !== except && foldName(one.name) === foldName(name));
    assert.ok(!taken, `the name ${name} is taken`);
  }
}

const names = ["A", "B", "C", "D", "E", "e"];
const columns = fc.record(
  {
    type: fc.constantFrom("TEXT" as const, "NUMBER" as const),
    description: fc.constantFrom("d", "", "e"),
    renamedFrom: fc.constantFrom(...names, undefined, undefined, undefined),
  },
  { requiredKeys: ["type"] },
);
const declarations = fc
  .record({
    description: fc.option(fc.constantFrom("x", "y"), { nil: undefined }),
    tags: fc.option(fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2")), { nil: undefined }),
    attributes: fc.dictionary(fc.constantFrom(...names), fc.option(columns, { freq: 9 })),
  })
  .map((part): TableDeclaration => ({ name: "T", timeZone: "UTC", allowAttributeRemoval: [], ...part }))
  .filter((table) => validateTable({ ...table }).length === 0);

/** State and service after a first run of a declaration, with a column of somebody else beside it. */
function start(first: TableDeclaration): { recorded: RecordedTable; service: Service } {
  const managed = Object.entries(first.attributes).filter((one): one is [string, ColumnDeclaration] => one[1] !== null);
  const attributeIds = Object.fromEntries(managed.map(([name]) => [name, `id-${name}`]));
  const recorded = { ...first, attributes: Object.fromEntries(managed), attributeIds };
  const live = expectedTable(recorded);
  const theirs: Attribute = { name: "Theirs", valueType: "TEXT", primary: false, attributeId: "theirs" };
  return {
    recorded,
    service: new Service({ ...live, tags: { ...live.tags, theirs: "t" }, attributes: [...live.attributes, theirs] }),
  };
}

/** Applies at most `steps` steps of the plan and answers what state records then. */
function run(
  service: Service,
  recorded: RecordedTable,
  desired: TableDeclaration,
  steps = Infinity,
): RecordedTable | undefined {
  const live = service.table;
  const plan = planSchema({ recorded, live, desired });
  if (plan.refusals.length > 0) return undefined;
  const done = new Set<TableStep>();
  const ids: Record<string, string> = {};
  for (const step of plan.steps.slice(0, steps)) {
    const id = service.apply(step);
    if (id !== undefined && step.kind === "createAttribute") ids[step.column] = id;
    done.add(step);
  }
  return recordTable({ desired, recorded, live, plan, done, ids });
}

/** Without chains, in which nobody could tell an old column from the first one of an interrupted run. */
function withoutChains(table: TableDeclaration): boolean {
  const declared = new Set(Object.keys(table.attributes).map(foldName));
  return !Object.values(table.attributes).some(
    (column) => column?.renamedFrom && declared.has(foldName(column.renamedFrom)),
  );
}

function allowAll(desired: TableDeclaration): TableDeclaration {
  const declared = new Set(Object.keys(desired.attributes).map(foldName));
  return { ...desired, allowAttributeRemoval: names.filter((name) => !declared.has(foldName(name))) };
}

describe("planSchema, run after run", () => {
  it("comes to rest after one run, and leaves what others made", () => {
    fc.assert(
      fc.property(declarations, declarations, (first, second) => {
        const { recorded, service } = start(first);
        const after = run(service, recorded, allowAll(second));
        if (!after) return;
        const again = planSchema({ recorded: after, live: service.table, desired: allowAll(second) });
        assert.deepEqual([again.steps, again.refusals, again.warnings], [[], [], []]);
        assert.ok(service.table.attributes.some(({ attributeId }) => attributeId === "theirs"));
        assert.equal(service.table.tags.theirs, "t");
      }),
      { numRuns: 500 },
    );
  });

  it("comes to the same rest when it is cut short after any step", () => {
    fc.assert(
      fc.property(declarations, declarations, fc.nat(6), (first, second, steps) => {
        const whole = start(first);
        const desired = allowAll(second);
        if (!run(whole.service, whole.recorded, desired)) return;
        const cut = start(first);
        const half = run(cut.service, cut.recorded, desired, steps);
        assert.ok(half, "the first plan is the same");
        assert.ok(run(cut.service, half, desired), "the second half is not refused");
        const shape = ({ table }: Service) => ({
          ...table,
          attributes: table.attributes
            .map((one) => ({ ...one, attributeId: undefined }))
            .sort((a, b) => (a.name < b.name ? -1 : 1)),
        });
        assert.deepEqual(shape(cut.service), shape(whole.service));
      }),
      { numRuns: 500 },
    );
  });

  it("comes to the same rest when it was killed after any step, so that state knows nothing of it", () => {
    fc.assert(
      fc.property(declarations, declarations.filter(withoutChains), fc.nat(6), (first, second, steps) => {
        const whole = start(first);
        const desired = allowAll(second);
        if (!run(whole.service, whole.recorded, desired)) return;
        const cut = start(first);
        assert.ok(run(cut.service, cut.recorded, desired, steps));
        assert.ok(run(cut.service, cut.recorded, desired), "the second run is not refused");
        assert.deepEqual(
          new Set(cut.service.table.attributes.map(({ name }) => name)),
          new Set(whole.service.table.attributes.map(({ name }) => name)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("keeps the id of a column that is renamed, so its values stay", () => {
    fc.assert(
      fc.property(declarations, declarations, (first, second) => {
        const { recorded, service } = start(first);
        const desired = allowAll(second);
        const ids = new Map(service.table.attributes.map((one) => [one.attributeId, one.name]));
        if (!run(service, recorded, desired)) return;
        for (const [name, column] of Object.entries(desired.attributes)) {
          const { attributeId } = service.table.attributes.find((one) => one.name === name) ?? {};
          const was = ids.get(attributeId);
          if (was === undefined) continue;
          const allowed = [name, column?.renamedFrom ?? name].map(foldName);
          assert.ok(allowed.includes(foldName(was)), `${name} was ${was}`);
        }
      }),
      { numRuns: 500 },
    );
  });
});
