// Mocha's dots for people, and the counts as JSON for scripts/test.mjs.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class CountingDots extends reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const { output } = options.reporterOptions ?? options.reporterOption ?? {};
    runner.once("end", () => {
      const { passes, failures, pending } = runner.stats;
      if (output) writeFileSync(output, JSON.stringify({ passes, failures, pending }));
    });
  }
};
