/** The parts of the provider that a test process shares with it: the only place that knows where they are. */
export { forgetHolders } from "../../../src/provider/data-table-registry";
export { listenToLog, type LogKind } from "../../../src/provider/engine-log";
export { endRun } from "../../../src/provider/run-registry";
export { unknownValue } from "../../../src/provider/values-inputs";
