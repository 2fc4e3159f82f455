import { join } from "node:path";
import { tableOf as t, valuesOf as v, type VerbRule } from "../helpers/verb-log";
import { compareSections, noDelete, type Play } from "../helpers/verb-sections";

const rows = (...stores: string[]) => ({ rows: stores.map((Store) => ({ Store, Opens: "09:00" })) });
const opens = (hour: string) => ({ rows: [{ Store: "Berlin", Opens: hour }] });
const edit = (value: string) => ({ table: "t", keys: { Store: "Berlin" }, column: "Opens", value });
const first = { deleteBeforeReplace: true };

/** A diff that is asked before any check of the values, while their table's id is unknown: the engine asks whether they are replaced, too. */
const early = { verb: "diff", name: "v", isUnknown: true, isFirst: true } as const;
const staysEarly: VerbRule = { when: early, answer: {} };
const replacedEarly: VerbRule = { when: early, answer: { replaces: ["dataTableId"] } };
/** Another instance, and a name that no table there has. */
const elsewhere = (name: string) => ({ instanceId: "99999999-2222-4333-8444-555555555555", name });
const inOther = { instanceId: elsewhere("").instanceId };

const replaceValues: Play = async ({ run, declare, restore }) => {
  await restore();
  declare(t("T1"), v("V2"));
  await run.pulumi("up --yes --replace v");
  declare(t("T1"), v("V3", first));
  await run.pulumi("up --yes --skip-preview --replace v");
  declare(t("T1"), v("V4"));
  await run.pulumi("up --yes --skip-preview --target-replace v");
};

const taintValues: Play = async ({ run, declare }) => {
  declare(t("T1"), v("V5"));
  await run.note("state taint v --yes");
  await run.pulumi("up --yes --skip-preview");
  declare(t("T1"), v("V6", first));
  await run.note("state taint v --yes");
  await run.pulumi("up --refresh --yes --skip-preview");
  await run.note("state taint v --yes");
  await run.state();
  await run.note("state untaint v --yes");
  await run.pulumi("up --yes --skip-preview");
};

const replaceValuesOnChanges: Play = async ({ run, declare }) => {
  const options = { replaceOnChanges: ["rows"] };
  declare(t("T1"), v("V7", options, rows("Berlin", "Paris")));
  await run.pulumi("up --yes --skip-preview");
  const more = { ...options, ...first, replacementTrigger: "a" };
  declare(t("T1"), v("V8", more, rows("Berlin", "Paris", "Rome")));
  await run.pulumi("up --yes --skip-preview");
};

const triggerValues: Play = async ({ run, declare }) => {
  const all = rows("Berlin", "Paris", "Rome");
  declare(t("T1"), v("V9", { replacementTrigger: "b" }, all));
  await run.pulumi("up --yes --skip-preview");
  declare(t("T1"), v("V10", { replacementTrigger: "c", ...first }, all));
  await run.pulumi("up --yes --skip-preview");
};

const replaceTable: Play = async ({ run, declare, rules, restore }) => {
  await restore();
  declare(t("T2"), v("V1"));
  await run.pulumi("up --yes --replace t");
  declare(t("T3"), v("V1"));
  await run.pulumi("up --yes --skip-preview --target-replace t");
  declare(t("T4", first), v("V1"));
  rules(staysEarly, noDelete);
  await run.pulumi("up --yes --skip-preview --replace t");
  declare(t("T5", first), v("V2"));
  rules(replacedEarly, noDelete);
  await run.pulumi("up --yes --skip-preview --replace t");
};

const taintTable: Play = async ({ run, declare, rules }) => {
  declare(t("T6"), v("V2"));
  await run.note("state taint t --yes");
  await run.pulumi("up --yes --skip-preview");
  declare(t("T7", { ...first, replacementTrigger: "a" }), v("V2"));
  rules(staysEarly, noDelete);
  await run.note("state taint t --yes");
  await run.pulumi("up --yes --skip-preview");
};

const replaceValuesWithTable: Play = async ({ run, declare, rules }) => {
  declare(t("T8", { replacementTrigger: "b" }), v("V3", { replaceWith: ["t"] }));
  await run.pulumi("up --yes --skip-preview");
  declare(t("T9", { replacementTrigger: "c", ...first }), v("V4", { replaceWith: ["t"], ...first }));
  rules(staysEarly, noDelete);
  await run.pulumi("up --yes --skip-preview");
};

const tableElsewhere: Play = async ({ run, declare, rules, restore }) => {
  await restore();
  declare(t("T2", {}, elsewhere("t2")), v("V2", {}, inOther));
  rules({ when: { verb: "diff", name: "v", isUnknown: true }, answer: {} }, noDelete);
  await run.pulumi("up --yes");
};

const valuesGoFirst: Play = async ({ run, declare, rules, restore }) => {
  await restore();
  declare(t("T2", {}, elsewhere("t3")), v("V2", {}, inOther));
  rules(replacedEarly, noDelete);
  await run.pulumi("up --yes");
  await restore();
  declare(t("T2", {}, elsewhere("t4")), v("V2", {}, inOther));
  rules(replacedEarly, noDelete);
  await run.pulumi("up --refresh --yes --skip-preview");
};

const valuesDeletedWithTable: Play = async ({ run, declare, rules, restore }) => {
  await restore();
  declare(t("T1"), v("V1", { deletedWith: "t" }));
  await run.pulumi("up --yes --skip-preview");
  run.take();
  declare(t("T2", {}, elsewhere("t5")), v("V2", { deletedWith: "t" }, inOther));
  rules(replacedEarly, noDelete);
  await run.pulumi("up --yes --skip-preview");
};

const valuesDoNotGo: Play = async ({ run, declare, rules, restore }) => {
  await restore();
  declare(t("T2", {}, elsewhere("t6")), v("V2", {}, inOther));
  rules(replacedEarly, { when: { verb: "delete", name: "v" }, fail: "not now" });
  await run.pulumi("up --yes --skip-preview");
  await run.state();
};

const everyday: Play = async ({ run, declare, rules, simulator }) => {
  rules(noDelete);
  declare(t("T9"), v("V4"));
  await run.pulumi("up --yes");
  await run.pulumi("refresh --yes");
  await run.pulumi("refresh --preview-only");
  declare(t("T9"), v("V5", {}, opens("08:00")));
  await run.pulumi("preview");
  await run.pulumi("up --yes --skip-preview");
  simulator.edit(edit("10:00"));
  await run.pulumi("up --refresh --yes");
  simulator.edit(edit("08:00"));
};

const oneOfTwo: Play = async ({ run, declare }) => {
  declare(t("T9"), v("V5", {}, opens("08:00")), v("V6", {}, rows("Paris"), "w"));
  await run.quietly("refresh --yes --skip-preview");
  await run.pulumi("up --yes --skip-preview");
  run.take();
  declare(t("T9"), v("V5", {}, opens("08:00")));
  await run.pulumi("up --refresh --yes");
};

const anotherTable: Play = async ({ run, declare }) => {
  declare(t("T9"), t("T1", { dependsOn: ["t"] }, { name: "other" }, "t2"), { ...v("V6"), table: "t2" });
  await run.pulumi("up --refresh --yes --skip-preview");
};

const fromNothing: Play = async ({ run, declare }) => {
  declare();
  await run.pulumi("up --yes --skip-preview");
  run.take();
  declare(t("T1", {}, { name: "new" }), v("V1"));
  await run.pulumi("up --yes");
};

// The text says what the engine calls, so that whoever plays the engine elsewhere (test/soak, test/helpers/verb-stack.ts) can be compared.
describe("the verbs that the real engine calls", function () {
  this.timeout(180_000);

  compareSections(join(__dirname, "verb-sequences.txt"), (section) => {
    section("a table with another instance, and the early diff of the values does not replace them", tableElsewhere);
    section("a table with another instance, and the early diff of the values replaces them", valuesGoFirst);
    section("the same with deletedWith the table", valuesDeletedWithTable);
    section("the same, and the delete of the values fails", valuesDoNotGo);
    section("values replaced: --replace, deleteBeforeReplace, --target-replace", replaceValues);
    section("values tainted, tainted with deleteBeforeReplace and --refresh, untainted", taintValues);
    section("values with replaceOnChanges, and with deleteBeforeReplace", replaceValuesOnChanges);
    section("values with another replacementTrigger, and with deleteBeforeReplace", triggerValues);
    section("a table replaced: --replace, --target-replace, deleteBeforeReplace", replaceTable);
    section("a table tainted, and with deleteBeforeReplace", taintTable);
    section("values with replaceWith, the table with another replacementTrigger", replaceValuesWithTable);
    section("nothing changed, one cell changed, one cell edited by another writer", everyday);
    section("one of two values resources removed from the program", oneOfTwo);
    section("values that get another table", anotherTable);
    section("the first up", fromNothing);
  });
});
