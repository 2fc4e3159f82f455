import { strict as assert } from "node:assert";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" }, Seats: { type: "NUMBER" } } as const;

/** What the typed programs read from the stack's configuration. */
const configured = { plain: [{ Store: "Paris", Opens: "10:00" }], output: [{ Store: "Rome", Opens: "07:00" }] };

const kinds = [
  { title: "a TypeScript program", files: programs.typeScript, env: {}, rows: configured },
  { title: "a CommonJS program", files: programs.commonJs, env: {} },
  { title: "an ES-module JavaScript program", files: programs.esModule, env: {} },
  {
    title: 'an ES-module TypeScript program, with NODE_OPTIONS="--import tsx"',
    files: programs.typeScriptEsModule,
    env: { NODE_OPTIONS: "--import tsx" },
    rows: configured,
  },
];

describe("the packed package, on the real engine", function () {
  this.timeout(120_000);
  let stack: ValuesProject | undefined;
  afterEach(() => stack?.close());

  for (const { title, files, env, rows: more = {} } of kinds) {
    it(`works with ${title}`, async function () {
      this.timeout(180_000);
      stack = await valuesProject(files, columns);
      stack.project.write("Pulumi.dev.yaml", { config: { "test:rows": more } });
      stack.declare({
        hours: { rows: [{ Store: "Berlin", Opens: "09:00", Seats: 12 }], defaults: { Opens: "08:00" } },
      });
      const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"], env);
      assert.equal(code, 0, all);
      const { rows, defaults } = stack.bench.simulator.dump().tables.Hours ?? assert.fail("no table");
      const others = Object.values<{ Store: string; Opens: string }[]>(more).flat();
      assert.deepEqual(rows, [
        { keys: { Store: "Berlin" }, values: { Opens: "09:00", Seats: "12" } },
        ...others.map(({ Store, Opens }) => ({ keys: { Store }, values: { Opens } })),
      ]);
      assert.deepEqual(defaults, { Opens: "08:00" });
      assert.equal((await stack.pulumi(["refresh", "--preview-only", "--expect-no-changes"])).code, 0);
    });
  }
});
