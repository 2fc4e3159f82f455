import { soak } from "./run";
const [seed = "1", count = "100"] = process.argv.slice(2);
const t = performance.now();
void soak(Number(seed), Number(count)).then((r) => {
  if (r.failure) { console.log(JSON.stringify(r.failure.history.world)); for (const x of r.failure.history.steps) console.log(" ", JSON.stringify(x)); }
  console.log(r.failure?.violation, r.failure?.path, r.count, ((performance.now() - t) / 1000).toFixed(1));
});
