/**
 * What kind of refusal an error of the service is. `lost`: no answer, or one that was cut short, so the request may have been applied.
 * `unreachable`: nothing was sent (no credentials, no network, no Region). `account`: the credentials are those of an account that is not allowed.
 */
export type ServiceErrorKind =
  | "conflict"
  | "access-denied"
  | "invalid"
  | "quota"
  | "not-found"
  | "throttled"
  | "server"
  | "lost"
  | "unreachable"
  | "account"
  | "other";

/** An error of the service or of the way to it, as `aws/service-errors.ts` classifies it. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";

  constructor(
    readonly kind: ServiceErrorKind,
    /** The API operation, such as `BatchUpdateDataTableValue`. */
    readonly operation: string,
    message: string,
    readonly details: { readonly errorType?: string; readonly requestId?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
  }

  /** `BatchUpdateDataTableValue: AccessDeniedException: … (request id …)`. */
  describe(): string {
    const type = this.details.errorType ? `${this.details.errorType}: ` : "";
    const id = this.details.requestId ? ` (request id ${this.details.requestId})` : "";
    return `${this.operation}: ${type}${this.message}${id}`;
  }
}

/** Whether something thrown is a `ServiceError`, of the given kind if one is named; works across two loaded copies of this module. */
export function isServiceError(error: unknown, kind?: ServiceErrorKind): error is ServiceError {
  const candidate = error as Partial<ServiceError> | undefined;
  return candidate?.name === "ServiceError" && (kind === undefined || candidate.kind === kind);
}
