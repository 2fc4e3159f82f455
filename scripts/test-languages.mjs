// Runs what needs language hosts beside Node, or changes over between dynamic resources and the plugin, on the real engine; then, through
// the plugin, specs that other commands run with dynamic resources: `npm run test:languages [-- <spec>…]`. The pairs of the sweep go both ways
// in `npm test`.
import { ensureEngine, ensureGenerator, ensureLanguages } from "./engine.mjs";
import { exitWith, mocha } from "./mocha.mjs";

const specs = process.argv.slice(2);
const onTheEngine = [
  "guides/conflicts-page",
  "e2e/secrets-everywhere",
  "verbs/crash",
  "verbs/verb-sequences",
  "verbs/verb-state-sequences",
];
const throughPlugin = [
  "test/contract/**/*.spec.ts",
  ...["values", "values-locks"].map((name) => `test/scenario/${name}.spec.ts`),
  ...onTheEngine.map((name) => `test/${name}.spec.ts`),
];

await exitWith(async () => {
  await ensureEngine();
  await ensureLanguages();
  await ensureGenerator();
  const ofLanguages = specs.length > 0 ? specs : ["*"];
  const codes = [await mocha(ofLanguages.map((name) => `test/languages/${name}.spec.ts`))];
  if (specs.length === 0) codes.push(await mocha(throughPlugin, { TEST_DOOR: "plugin" }));
  return Math.max(...codes);
});
