/** The parts of the provider that a test process shares with it: the only place that knows where they are. */
export { listenToLog, type LogKind } from "../../../src/provider/host/engine-log";
export { endRun } from "../../../src/provider/host/run";
export { unknownValue } from "../../../src/provider/host/unknown";
