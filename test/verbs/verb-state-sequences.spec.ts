import { join } from "node:path";
import { doorOfProcess, typePrefixes } from "../helpers/door";
import { tableOf as t, valuesOf as v, type VerbRule } from "../helpers/verb-log";
import { compareSections, noDelete, type Play } from "../helpers/verb-sections";

const component = { kind: "component", name: "c" } as const;
const oldFails: VerbRule = { when: { verb: "delete", mark: "V1" }, sleep: 250, fail: "not now" };
const newFails: VerbRule = { ...oldFails, when: { verb: "delete", mark: "V2" } };
const late = { rows: [{ Store: "Berlin", Opens: "08:00" }] };
const valuesType = `${typePrefixes[doorOfProcess()]}DataTableValues`;

const targets: Play = async ({ run, declare, restore }) => {
  await restore();
  declare(t("T1"), v("V2", {}, {}, "w"));
  await run.pulumi("up --yes --skip-preview --target w");
  await run.pulumi("destroy --yes --skip-preview --target v");
};

const removed: Play = async ({ run, declare, restore }) => {
  await restore();
  declare(t("T1"));
  await run.pulumi("up --yes");
};

const retained: Play = async ({ run, declare, restore }) => {
  await restore();
  declare(t("T1"), v("V1", { retainOnDelete: true }));
  await run.pulumi("up --yes --skip-preview");
  declare(t("T1"));
  await run.pulumi("up --yes --skip-preview");
};

const destroyed: Play = async ({ run, restore }) => {
  await restore();
  await run.pulumi("destroy --yes");
  await restore();
  await run.pulumi("destroy --refresh --yes --skip-preview");
};

const destroyedWith: Play = async ({ run, declare, restore }) => {
  await restore();
  declare(t("T1"), v("V1", { deletedWith: "t" }));
  await run.pulumi("up --yes --skip-preview");
  run.take();
  await run.pulumi("destroy --yes --skip-preview");
};

const renamed: Play = async ({ run, declare, restore }) => {
  await restore();
  declare(t("T1"), v("V1", {}, {}, "w"));
  await run.pulumi("up --yes --skip-preview");
  declare(t("T1"), v("V1", { aliases: [{ name: "w" }] }, {}, "v2"));
  await run.pulumi("up --yes --skip-preview");
  await run.state();
};

const moved: Play = async ({ run, declare, restore }) => {
  await restore();
  declare(t("T1"), component, v("V1", { parent: "c" }));
  await run.pulumi("up --yes --skip-preview");
  await restore();
  const aliases = [`urn:pulumi:dev::test::${valuesType}::v`];
  declare(t("T1"), component, v("V1", { parent: "c", aliases }));
  await run.pulumi("up --yes --skip-preview");
  await run.state();
};

const killed: Play = async ({ run, declare, project, restore }) => {
  await restore();
  declare(t("T1"), v("V2"));
  await run.crash("up --yes --skip-preview --replace v", { verb: "delete" });
  await run.state();
  project.write("two.json", await run.quietly("stack export"));
};

/** A section that begins with the two copies that the kill left. */
function afterKill(play: Play, ...rules: readonly VerbRule[]): Play {
  return async (stage) => {
    await stage.run.quietly("stack import --force --file two.json");
    stage.rules(...rules, noDelete);
    await play(stage);
  };
}

const nextUp = afterKill(async ({ run, declare }) => {
  declare(t("T1"), v("V2"));
  await run.pulumi("up --yes");
  await run.state();
});

const nextUpFails = afterKill(async ({ run, declare }) => {
  const rows = ["Berlin", "Paris"].map((Store) => ({ Store, Opens: "09:00" }));
  declare(t("T1"), v("V3", {}, { rows }));
  await run.pulumi("up --yes --skip-preview");
  await run.state();
  await run.pulumi("up --yes --skip-preview");
}, oldFails);

const nextUpWithout = afterKill(async ({ run, declare }) => {
  declare(t("T1"));
  await run.pulumi("up --yes --skip-preview");
});

const nextUpRefreshes = afterKill(async ({ run, declare }) => {
  declare(t("T1"), v("V2"));
  await run.pulumi("up --refresh --yes --skip-preview");
});

const nextUpReplaces = afterKill(async ({ run, declare }) => {
  declare(t("T1"), v("V3"));
  await run.pulumi("up --yes --skip-preview --replace v");
});

const destroy: Play = async ({ run }) => {
  await run.pulumi("destroy --yes --skip-preview");
  await run.state();
};

const killedBetween: Play = async ({ run, declare, project, rules, restore }) => {
  await restore();
  declare(t("T1"), v("V2", { deleteBeforeReplace: true }));
  await run.crash("up --yes --skip-preview --replace v", { verb: "create" }, noDelete);
  await run.state();
  project.write("none.json", await run.quietly("stack export"));
  rules(noDelete);
  await run.pulumi("up --yes --skip-preview");
  await run.quietly("stack import --force --file none.json");
  await run.pulumi("destroy --yes --skip-preview");
};

const twoTables: Play = async ({ run, declare, rules, restore }) => {
  await restore();
  declare(t("T1"), v("V1"));
  await run.crash("up --yes --skip-preview --replace t", { verb: "delete" });
  await run.state();
  rules(noDelete);
  await run.pulumi("destroy --yes --skip-preview");
};

const stackRenamed: Play = async ({ run, declare, restore }) => {
  await restore();
  await run.note("stack rename prod");
  run.useStack("prod");
  declare(t("T1"), v("V1"));
  await run.state();
  await run.pulumi("up --refresh --yes --skip-preview");
  await run.state();
  await run.pulumi("refresh --yes --skip-preview");
  declare(t("T1"), v("V2", {}, late));
  await run.pulumi("up --yes --skip-preview");
  await run.state();
};

const stateMoved: Play = async ({ run, declare }) => {
  await run.quietly("stack init other");
  await run.note("state move --source prod --dest other --yes --include-parents t v");
  run.useStack("other");
  declare(t("T1"), v("V2", {}, late));
  await run.pulumi("up --refresh --yes --skip-preview");
  await run.state();
};

// As verb-sequences.spec.ts, for what happens to resources in state.
describe("the verbs that the real engine calls for resources that go, move, or were left by a crash", function () {
  this.timeout(180_000);

  compareSections(join(__dirname, "verb-state-sequences.txt"), (section) => {
    section("up --target of a second owner, destroy --target of the first", targets);
    section("removed from the program", removed);
    section("retainOnDelete, then removed from the program", retained);
    section("destroy, destroy --refresh", destroyed);
    section("destroy with deletedWith in state", destroyedWith);
    section("renamed without an alias, then with one", renamed);
    section("moved into a component without an alias, and with one", moved);
    section("killed when the delete of the old copy begins", killed);
    section("after that, the next up", nextUp);
    section("after that, the next up, and the delete of the old copy fails", nextUpFails);
    section("after that, the next up without the resource", nextUpWithout);
    section("after that, the next up --refresh", nextUpRefreshes);
    section("after that, up --replace", nextUpReplaces);
    section("after that, destroy", afterKill(destroy));
    section("after that, destroy, and the delete of the old copy fails", afterKill(destroy, oldFails));
    section("after that, destroy, and the delete of the new copy fails", afterKill(destroy, newFails));
    section("killed between delete and create, with deleteBeforeReplace", killedBetween);
    section("killed when the delete of the old table begins, then destroy", twoTables);
    section("the stack renamed", stackRenamed);
    section("moved to another stack", stateMoved);
  });
});
