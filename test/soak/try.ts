import { soak } from "./run";
const [seed = "1", count = "100"] = process.argv.slice(2);
const t = performance.now();
void soak(Number(seed), Number(count)).then((r) => {
  console.log(JSON.stringify(r.failure?.history, null, 1));
  console.log(r.failure?.violation, r.failure?.path, r.count, ((performance.now() - t) / 1000).toFixed(1));
});
