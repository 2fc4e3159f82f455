import assert from "node:assert/strict";
import { describeStep } from "../../../../src/core/schema/describe-step";
import { expectedTable, planSchema, type SchemaPlanInput } from "../../../../src/core/schema/plan-schema";
import type {
  ColumnDeclaration,
  ObservedTable,
  RecordedTable,
  TableDeclaration,
} from "../../../../src/core/schema/declaration";

const text: ColumnDeclaration = { type: "TEXT" };
const key: ColumnDeclaration = { type: "TEXT", primary: true };

function declare(attributes: TableDeclaration["attributes"], others: Partial<TableDeclaration> = {}): TableDeclaration {
  return { name: "T", timeZone: "UTC", lockLevel: "VALUE", ...others, attributes };
}

function recordedOf(declaration: TableDeclaration): RecordedTable {
  const { name, description, timeZone, lockLevel, tags } = declaration;
  const attributes = declaration.attributes as Record<string, ColumnDeclaration>;
  const attributeIds = Object.fromEntries(Object.keys(attributes).map((column) => [column, `id-${column}`]));
  return { name, description, timeZone, lockLevel, tags, attributes, attributeIds };
}

function liveOf(declaration: TableDeclaration, others: Partial<ObservedTable> = {}): ObservedTable {
  return { ...expectedTable(recordedOf(declaration)), dataTableId: "t-1", arn: "arn", ...others };
}

/** The plan as lines: steps, then refusals and warnings. */
function lines(input: SchemaPlanInput): string[] {
  const plan = planSchema(input);
  const problem = (mark: string) => (one: (typeof plan.refusals)[number]) => `${mark} ${one.code} ${one.column ?? "-"}`;
  return [...plan.steps.map(describeStep), ...plan.refusals.map(problem("!")), ...plan.warnings.map(problem("?"))];
}

/** The plan for going from one declaration to another on a table that nobody else touched. */
function change(before: TableDeclaration, after: TableDeclaration, live: Partial<ObservedTable> = {}): string[] {
  return lines({ recorded: recordedOf(before), live: liveOf(before, live), desired: after });
}

describe("planSchema", () => {
  describe("a table that does not exist", () => {
    it("is created with its tags and the owner tag, then its columns, keys first", () => {
      const desired = declare({ Opens: text, Store: key }, { tags: { team: "cc" } });
      const plan = planSchema({ desired, ownerTag: "p/s/t" });
      assert.deepEqual(plan.steps.map(describeStep), [
        'create the table "T"',
        'create the column "Store"',
        'create the column "Opens"',
      ]);
      assert.deepEqual(plan.steps[0], {
        kind: "createTable",
        metadata: { name: "T", description: undefined, timeZone: "UTC", lockLevel: "VALUE" },
        tags: { team: "cc", "connect-data-tables:owner": "p/s/t" },
      });
    });

    it("gets lock level VALUE when the program names none, and no owner tag when there is no room", () => {
      const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, "v"]));
      const [create] = planSchema({ desired: { ...declare({}), lockLevel: undefined, tags }, ownerTag: "me" }).steps;
      assert.ok(create?.kind === "createTable");
      assert.equal(create.metadata.lockLevel, "VALUE");
      assert.deepEqual(create.tags, tags);
    });
  });

  describe("a table that exists and that state does not know", () => {
    const desired = declare({ Store: key, Opens: text });

    it("is refused, with how to take it over", () => {
      const plan = planSchema({ desired, live: liveOf(desired), ownerTag: "me" });
      assert.deepEqual(plan.steps, []);
      assert.equal(plan.refusals[0]?.code, "TABLE_EXISTS");
      assert.match(plan.refusals[0]?.hint ?? "", /adopt: true/);
    });

    it("names the owner that the table says, and aliases as a way out", () => {
      const live = liveOf(desired, { tags: { "connect-data-tables:owner": "p/s/old" } });
      const [refusal] = planSchema({ desired, live, ownerTag: "p/s/new" }).refusals;
      assert.match(refusal?.message ?? "", /was created by "p\/s\/old"/);
      assert.match(refusal?.hint ?? "", /aliases/);
    });

    it("is taken over without a write when it is as declared", () => {
      const plan = planSchema({ desired: { ...desired, adopt: true }, live: liveOf(desired), ownerTag: "me" });
      assert.deepEqual([plan.steps, plan.refusals, plan.warnings, plan.adopts], [[], [], [], true]);
    });

    it("is taken over and brought to the declaration, foreign columns and tags left alone", () => {
      const live = liveOf(declare({ Store: key, Opens: { ...text, description: "old" }, Note: text }), {
        description: "old",
        lockLevel: "NONE",
        tags: { team: "x", cost: "7" },
      });
      const wanted = { ...desired, adopt: true, lockLevel: undefined, tags: { team: "cc" } };
      const plan = planSchema({ desired: wanted, live });
      assert.deepEqual(plan.steps.map(describeStep), [
        "change the settings of the table",
        'write the tags "team"',
        'change description of the column "Opens"',
      ]);
      assert.ok(plan.steps[0]?.kind === "updateMetadata");
      assert.deepEqual(plan.steps[0].after, { name: "T", description: undefined, timeZone: "UTC", lockLevel: "NONE" });
    });

    it("warns when the table that is taken over says that another resource made it", () => {
      const live = liveOf(desired, { tags: { "connect-data-tables:owner": "other" } });
      assert.deepEqual(lines({ desired: { ...desired, adopt: true }, live, ownerTag: "me" }), ["? TABLE_EXISTS -"]);
    });

    it("is continued when the owner tag is ours: an interrupted create", () => {
      const live = liveOf(declare({ Store: key }), { tags: { "connect-data-tables:owner": "me" } });
      const plan = planSchema({ desired, live, ownerTag: "me" });
      assert.deepEqual(plan.steps.map(describeStep), ['create the column "Opens"']);
      assert.equal(plan.adopts, false);
    });
  });

  describe("settings of the table", () => {
    const before = declare({}, { description: "d", tags: { a: "1", b: "2" } });

    it("are compared by meaning: an absent description is an empty one", () => {
      assert.deepEqual(change(declare({}), declare({}, { description: " " })), []);
    });

    it("are changed in one call, tags in one each way", () => {
      const after = declare({}, { name: "U", lockLevel: "NONE", tags: { a: "9", c: "3" } });
      assert.deepEqual(change(before, after), [
        "change the settings of the table",
        'remove the tags "b"',
        'write the tags "a" and "c"',
      ]);
    });

    it("stay as somebody else changed them, with a warning, when the program does not change them", () => {
      const live = liveOf(before, { timeZone: "Asia/Tokyo" });
      const plan = planSchema({ recorded: recordedOf(before), live, desired: { ...before, description: "new" } });
      assert.ok(plan.steps[0]?.kind === "updateMetadata");
      assert.equal(plan.steps[0].after.timeZone, "Asia/Tokyo");
      assert.equal(plan.steps[0].after.description, "new");
      assert.deepEqual(
        plan.warnings.map(({ code }) => code),
        ["TABLE_CHANGED"],
      );
    });

    it("that both changed are a refusal that names the way out", () => {
      const live = liveOf(before, { timeZone: "Asia/Tokyo" });
      const [refusal] = planSchema({
        recorded: recordedOf(before),
        live,
        desired: { ...before, timeZone: "Asia/Seoul" },
      }).refusals;
      assert.match(refusal?.message ?? "", /from "UTC" to "Asia\/Tokyo", and the program says "Asia\/Seoul"/);
      assert.match(refusal?.hint ?? "", /pulumi refresh/);
    });

    it("keep tags of others, also when there are many, and give up the owner tag before they overflow", () => {
      const foreign = Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`k${index}`, "v"]));
      const live = { tags: { ...foreign, "connect-data-tables:owner": "me" } };
      assert.deepEqual(change(declare({}), declare({}, { tags: { x: "1", y: "2" } }), live), [
        'remove the tags "connect-data-tables:owner"',
        'write the tags "x" and "y"',
      ]);
      const full = { tags: { ...foreign, k48: "v", k49: "v" } };
      assert.deepEqual(change(declare({}), declare({}, { tags: { x: "1" } }), full).slice(1), ["! INVALID_TAG -"]);
    });

    it("leave a declared tag that somebody removed or changed to refresh", () => {
      const live = liveOf(before, { tags: { a: "x" } });
      const input = { recorded: recordedOf(before), live };
      assert.deepEqual(lines({ ...input, desired: before }), ["? TABLE_CHANGED -", "? TABLE_CHANGED -"]);
      assert.deepEqual(lines({ ...input, desired: { ...before, tags: { a: "7" } } }), ["! TABLE_CHANGED -"]);
    });
  });

  describe("columns", () => {
    it("of others are no drift and are not touched", () => {
      const mine = declare({ Store: key });
      const live = liveOf(declare({ Store: key, Theirs: { type: "NUMBER", description: "x" } }));
      assert.deepEqual(lines({ recorded: recordedOf(mine), live, desired: mine }), []);
    });

    it("are added, changed and removed, removals last", () => {
      const after = declare({ A: { ...text, description: "d" }, C: text }, { allowAttributeRemoval: ["B"] });
      assert.deepEqual(change(declare({ A: text, B: text }), after), [
        'change description of the column "A"',
        'create the column "C"',
        'remove the column "B" and its values',
      ]);
    });

    it("are not removed unless that is allowed by name; the message has the three exits", () => {
      const plan = planSchema({
        recorded: recordedOf(declare({ A: text, B: text })),
        live: liveOf(declare({ A: text, B: text })),
        desired: declare({ A: text }),
      });
      assert.deepEqual(
        plan.refusals.map(({ code, column }) => [code, column]),
        [["COLUMN_REMOVAL", "B"]],
      );
      assert.match(plan.refusals[0]?.hint ?? "", /allowAttributeRemoval: \["B"\].*"B": null.*renamedFrom: "B"/);
    });

    it("that are released are forgotten and stay", () => {
      assert.deepEqual(change(declare({ A: text, B: text }), declare({ A: text, B: null })), []);
    });

    it("keep all their settings when one changes, because an update replaces them all", () => {
      const before = declare({ A: { type: "NUMBER", description: "d", validation: { minimum: 0 } } });
      const after = declare({ A: { type: "NUMBER", description: "e", validation: { minimum: 0 } } });
      const [step] = planSchema({ recorded: recordedOf(before), live: liveOf(before), desired: after }).steps;
      assert.ok(step?.kind === "updateAttribute");
      assert.deepEqual(step.after, {
        name: "A",
        valueType: "NUMBER",
        primary: false,
        description: "e",
        validation: { minimum: 0 },
      });
    });

    it("compare their rules by meaning", () => {
      const rules = (validation: ColumnDeclaration["validation"]) => declare({ A: { ...text, validation } });
      assert.deepEqual(change(rules(undefined), rules({ minLength: 0, ignoreCase: false })), []);
      assert.deepEqual(change(rules({ maxLength: 5, minLength: 1 }), rules({ minLength: 1, maxLength: 5 })), []);
      assert.deepEqual(
        change(rules({ enum: { values: ["a"] } }), rules({ enum: { strict: false, values: ["a"] } })),
        [],
      );
      assert.equal(change(rules({ enum: { values: ["a", "b"] } }), rules({ enum: { values: ["b", "a"] } })).length, 1);
      assert.equal(change(rules({ maxLength: 5 }), rules(undefined)).length, 1);
    });

    it("that change their type get a warning that the stored values stay", () => {
      assert.deepEqual(change(declare({ A: text }), declare({ A: { type: "NUMBER" } })), [
        'change type of the column "A"',
        "? COLUMN_TYPE_CHANGE A",
      ]);
    });

    it("changed by somebody stay so, with a warning, and are sent back when another setting changes", () => {
      const before = declare({ A: { ...text, description: "d" } });
      const live = liveOf(declare({ A: { ...text, description: "theirs" } }));
      const desired = declare({ A: { ...text, description: "d", validation: { maxLength: 5 } } });
      const plan = planSchema({ recorded: recordedOf(before), live, desired });
      assert.ok(plan.steps[0]?.kind === "updateAttribute");
      assert.equal(plan.steps[0].after.description, "theirs");
      assert.deepEqual(
        plan.warnings.map(({ code, column }) => [code, column]),
        [["TABLE_CHANGED", "A"]],
      );
      const both = declare({ A: { ...text, description: "mine" } });
      assert.deepEqual(lines({ recorded: recordedOf(before), live, desired: both }), ["! TABLE_CHANGED A"]);
    });

    it("removed by somebody are left to refresh", () => {
      const before = declare({ A: text, B: text });
      const input = { recorded: recordedOf(before), live: liveOf(declare({ A: text })) };
      assert.deepEqual(lines({ ...input, desired: before }), ["? TABLE_CHANGED B"]);
      const changed = declare({ A: text, B: { ...text, description: "d" } });
      assert.deepEqual(lines({ ...input, desired: changed }), ["! TABLE_CHANGED B"]);
      assert.deepEqual(lines({ ...input, desired: declare({ A: text }) }), []);
    });

    it("that exist already are taken in when equal, and otherwise only with adopt", () => {
      const before = declare({ A: text });
      const input = { recorded: recordedOf(before), live: liveOf(declare({ A: text, B: text })) };
      assert.deepEqual(lines({ ...input, desired: declare({ A: text, B: text }) }), []);
      const other = declare({ A: text, B: { type: "NUMBER" } });
      assert.deepEqual(lines({ ...input, desired: other }), ["! COLUMN_EXISTS B"]);
      assert.deepEqual(lines({ ...input, desired: { ...other, adopt: true } }), [
        'change type of the column "B"',
        "? TABLE_CHANGED B",
        "? COLUMN_TYPE_CHANGE B",
      ]);
    });

    it("and their number are held to the limit, those of others included; removals go first where they make room", () => {
      const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`C${index}`, text]));
      const mine = declare({ C0: text });
      const live = liveOf(declare(many));
      const input = { recorded: recordedOf(mine), live };
      assert.deepEqual(lines({ ...input, desired: declare({ C0: text, New: text }) }).slice(1), [
        "! TOO_MANY_COLUMNS -",
      ]);
      assert.deepEqual(lines({ ...input, desired: declare({ New: text }, { allowAttributeRemoval: ["C0"] }) }), [
        'remove the column "C0" and its values',
        'create the column "New"',
      ]);
    });
  });

  describe("renames", () => {
    const renamed = (from: string): ColumnDeclaration => ({ ...text, renamedFrom: from });

    it("keep the column, also in letters of another case", () => {
      assert.deepEqual(change(declare({ Places: text }), declare({ Seats: renamed("Places") })), [
        'rename the column "Places" to "Seats"',
      ]);
      assert.deepEqual(change(declare({ places: text }), declare({ Places: text })), [
        'rename the column "places" to "Places"',
      ]);
    });

    it("that are done ask for nothing", () => {
      const done = declare({ Seats: renamed("Places") });
      assert.deepEqual(change(done, done), []);
      const before = recordedOf(declare({ Places: text }));
      const live = liveOf(declare({ Seats: text }));
      const sameId = { ...live, attributes: live.attributes.map((one) => ({ ...one, attributeId: "id-Places" })) };
      assert.deepEqual(lines({ recorded: before, live: sameId, desired: done }), [], "interrupted after the rename");
    });

    it("in a chain go from its end, and an interrupted chain goes on", () => {
      const before = declare({ A: text, B: text, C: text });
      const after = declare({ B: renamed("A"), C: renamed("B"), D: renamed("C") });
      assert.deepEqual(change(before, after), [
        'rename the column "C" to "D"',
        'rename the column "B" to "C"',
        'rename the column "A" to "B"',
      ]);
      const live = liveOf(before);
      const half = {
        ...live,
        attributes: live.attributes.map((one) => (one.name === "C" ? { ...one, name: "D" } : one)),
      };
      assert.deepEqual(lines({ recorded: recordedOf(before), live: half, desired: after }), [
        'rename the column "B" to "C"',
        'rename the column "A" to "B"',
      ]);
    });

    it("into a name that is removed in the same run go after the removal", () => {
      const after = declare({ B: renamed("A") }, { allowAttributeRemoval: [] });
      const before = declare({ A: text, B: text });
      assert.deepEqual(change(before, after), ["! COLUMN_REMOVAL A"], "B is recorded, so A is a column of its own");
    });

    it("into a name that somebody else's column has are refused", () => {
      const before = declare({ Places: text });
      const live = liveOf(declare({ Places: text, seats: text }));
      assert.deepEqual(lines({ recorded: recordedOf(before), live, desired: declare({ Seats: renamed("Places") }) }), [
        "! COLUMN_EXISTS Seats",
      ]);
    });

    it("by somebody else are seen by the column's id and left alone", () => {
      const before = declare({ Seats: text });
      const live = liveOf(before);
      const moved = { ...live, attributes: live.attributes.map((one) => ({ ...one, name: "Chairs" })) };
      assert.deepEqual(lines({ recorded: recordedOf(before), live: moved, desired: before }), [
        "? TABLE_CHANGED Seats",
      ]);
      const removed = declare({}, { allowAttributeRemoval: ["Seats"] });
      assert.deepEqual(lines({ recorded: recordedOf(before), live: moved, desired: removed }), [
        "! TABLE_CHANGED Seats",
      ]);
    });

    it("while a table is taken over find the column by its former name", () => {
      const desired = { ...declare({ Seats: renamed("Places") }), adopt: true };
      assert.deepEqual(lines({ desired, live: liveOf(declare({ Places: text })) }), [
        'rename the column "Places" to "Seats"',
      ]);
    });
  });

  describe("key columns", () => {
    const before = declare({ Store: key, City: text });
    const changes: [string, TableDeclaration][] = [
      ["new", declare({ Store: key, City: text, Country: key })],
      ["promoted", declare({ Store: key, City: key })],
      ["demoted", declare({ Store: text, City: text })],
      ["removed", declare({ City: text }, { allowAttributeRemoval: ["Store"] })],
    ];

    it("cannot change while the table holds values", () => {
      for (const [title, after] of changes) {
        const plan = planSchema({
          recorded: recordedOf(before),
          live: liveOf(before, { hasValues: true }),
          desired: after,
        });
        assert.deepEqual(
          plan.refusals.map(({ code }) => code),
          ["KEY_COLUMN_CHANGE"],
          title,
        );
      }
    });

    it("can change on an empty table, and ask for a look where nobody has looked", () => {
      for (const [title, after] of changes) {
        const recorded = recordedOf(before);
        const empty = planSchema({ recorded, live: liveOf(before, { hasValues: false }), desired: after });
        assert.deepEqual([empty.refusals, empty.needsValues], [[], false], title);
        assert.equal(planSchema({ recorded, live: liveOf(before), desired: after }).needsValues, true, title);
      }
      assert.equal(
        planSchema({ recorded: recordedOf(before), live: liveOf(before), desired: before }).needsValues,
        false,
      );
    });

    it("can be renamed", () => {
      const after = declare({ Shop: { ...key, renamedFrom: "Store" }, City: text });
      assert.deepEqual(change(before, after, { hasValues: true }), ['rename the column "Store" to "Shop"']);
    });
  });
});
