import { ServiceError, type ServiceErrorKind } from "../sync/service-error";

/** The members of an SDK error that tell what it is; every one may be missing. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: unknown;
}

const kinds: Record<string, ServiceErrorKind> = {
  ConflictException: "conflict",
  ResourceConflictException: "conflict",
  DuplicateResourceException: "conflict",
  AccessDeniedException: "access-denied",
  UnauthorizedOperation: "access-denied",
  InvalidRequestException: "invalid",
  InvalidParameterException: "invalid",
  ValidationException: "invalid",
  ServiceQuotaExceededException: "quota",
  LimitExceededException: "quota",
  ResourceNotFoundException: "not-found",
  ThrottlingException: "throttled",
  TooManyRequestsException: "throttled",
  InternalServiceException: "server",
  // Credentials that the service does not take say nothing about one item of a request.
  ExpiredTokenException: "unreachable",
  UnrecognizedClientException: "unreachable",
  InvalidSignatureException: "unreachable",
  IncompleteSignatureException: "unreachable",
  MissingAuthenticationTokenException: "unreachable",
  InvalidClientTokenId: "unreachable",
  SignatureDoesNotMatch: "unreachable",
  CredentialsProviderError: "unreachable",
  TokenProviderError: "unreachable",
};

/** Codes of Node's network errors for which nothing can have been sent. */
const unsent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** What kind of refusal an error of the SDK is; by its type first, then by its status, never by its text. */
export function classifyError(error: unknown): ServiceErrorKind {
  if (error instanceof ServiceError) return error.kind;
  const { name = "", code = "", $metadata } = (error ?? {}) as SdkError;
  const known = kinds[name];
  if (known) return known;
  const status = $metadata?.httpStatusCode;
  if (unsent.has(code)) return "unreachable";
  if (status === undefined || (status >= 200 && status < 300)) return "lost";
  return kindOfStatus(status);
}

function kindOfStatus(status: number): ServiceErrorKind {
  switch (status) {
    case 400:
      return "invalid";
    case 401:
    case 403:
      return "access-denied";
    case 402:
      return "quota";
    case 404:
      return "not-found";
    case 409:
      return "conflict";
    case 429:
      return "throttled";
    default:
      return status >= 500 ? "server" : "other";
  }
}

/** An SDK error as a `ServiceError` of the named operation, with its type and request id. A `ServiceError` passes unchanged. */
export function toServiceError(operation: string, error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const { name, message, code, $metadata } = (error ?? {}) as SdkError;
  const text = message || code || name || String(error);
  return new ServiceError(classifyError(error), operation, text, {
    errorType: name && name !== "Error" ? name : code,
    requestId: $metadata?.requestId,
    cause: error,
  });
}
