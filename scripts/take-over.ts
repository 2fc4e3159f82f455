/**
 * `npm run take-over`: an instance of 40 tables and 12,000 values is taken over by `init`, `npm install` and `pulumi up`, which write nothing;
 * the preview after it is empty, and each file equals its table. Then two more environments with other ARNs, from the same files with a file of
 * variables each. Prints requests and seconds of each step.
 */
import { takeOver } from "../test/helpers/take-over";

void takeOver({ tables: 40, values: 12_000, isReal: true, hasEnvironments: true }).then((result) =>
  console.log(JSON.stringify(result, undefined, 2)),
);
