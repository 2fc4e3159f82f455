// Runs the Go program of docs/languages/go.md on the plugin and the real engine: `npm run test:go`. It builds the host of Go programs and the
// generator of SDKs where they are not in the cache, and needs Go, a module proxy and nothing else.
import { ensureEngine, ensureGenerator, ensureGoHost } from "./engine.mjs";
import { exitWith, mocha } from "./mocha.mjs";

await exitWith(async () => {
  await ensureEngine();
  await ensureGoHost();
  await ensureGenerator();
  return mocha(["test/go/*.spec.ts"]);
});
