import type { Problem, ProblemCode } from "../core/problem";
import { problemsOf } from "../core/problem-error";
import { isServiceError, type ServiceError, type ServiceErrorKind } from "./service-error";

interface Answer {
  readonly code: ProblemCode;
  readonly hint?: string;
}

const again = "Run the same command again; what has been written is found and not written twice.";

const answers: Readonly<Record<ServiceErrorKind, Answer>> = {
  "access-denied": { code: "ACCESS_DENIED", hint: "Grant the permission; docs/iam.md lists what each command needs." },
  account: { code: "ACCOUNT_NOT_ALLOWED", hint: "Use credentials of an allowed account, or change allowedAccountIds." },
  conflict: { code: "REFUSED" },
  invalid: { code: "REFUSED" },
  lost: { code: "SERVICE_ERROR", hint: again },
  "not-found": { code: "NOT_FOUND", hint: "Check the account (AWS_PROFILE, credentials) and the Region." },
  other: { code: "REFUSED" },
  quota: { code: "QUOTA_REACHED", hint: "Raise the quota in Service Quotas, or remove what is no longer needed." },
  server: { code: "SERVICE_ERROR", hint: again },
  throttled: {
    code: "THROTTLED",
    hint: "Another program is using up the account's request rate; try again later, or lower requestsPerSecond.",
  },
  unreachable: {
    code: "UNREACHABLE",
    hint: "Check the credentials, the profile, the Region, the endpoint and the network.",
  },
};

/** An error of the service as a problem. `about`: what it is about; `words`: what the service said, without secrets. */
export function serviceProblem(
  error: ServiceError,
  { about, words = error.describe() }: { readonly about?: string; readonly words?: string } = {},
): Problem {
  const message = about === undefined ? words : `${about}: ${words}`;
  return { severity: "error", message, ...answers[error.kind] };
}

/** Whatever was thrown, as problems. */
export function thrownProblems(thrown: unknown): readonly Problem[] {
  return isServiceError(thrown) ? [serviceProblem(thrown)] : problemsOf(thrown);
}
