import { decided, experiment, surprise, undecided } from "../../experiment";
import { floodOf } from "../findings/flood";

const types = ["ThrottlingException", "TooManyRequestsException"];

/** The error type of a throttled request. */
export const throttleError = experiment<readonly string[]>({
  name: "throttleError",
  question: "With which error type is a request throttled?",
  steps:
    "Sends requests of one read operation without a pause until one is throttled, at most 40; and looks at every request of the run that was throttled.",
  reading: "The error type.",
  undecided: "No request was throttled.",
  tables: ["found"],
  needs: "measure-throttling",
  observe: async (lab) => {
    if (lab.session.service.throttles().length === 0) await floodOf(lab);
    return [...new Set(lab.session.service.throttles())];
  },
  read: ([type, ...others]) => {
    if (type === undefined) return undecided("no request was throttled");
    return types.includes(type) && others.length === 0
      ? decided(type)
      : surprise(`throttled with ${[type, ...others].join(", ")}`);
  },
});
