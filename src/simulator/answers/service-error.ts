/** HTTP status of each error type. Source: the Connect API model; the last four are what AWS front ends answer. */
const statuses = {
  InvalidRequestException: 400,
  InvalidParameterException: 400,
  ServiceQuotaExceededException: 402,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  DuplicateResourceException: 409,
  ThrottlingException: 429,
  TooManyRequestsException: 429,
  LimitExceededException: 429,
  InternalServiceException: 500,
  SerializationException: 400,
  RequestEntityTooLargeException: 413,
  UnknownOperationException: 404,
  ForbiddenHostException: 403,
} as const;

/** An error type of the service, as it stands in `x-amzn-errortype`. */
export type ErrorType = keyof typeof statuses;

/** A refusal of the whole request: what the client sees as an HTTP error with a type and a message. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  /** HTTP status that belongs to the type, unless a scripted fault asks for another. */
  readonly status: number;

  constructor(
    readonly type: string,
    message: string,
    status?: number,
  ) {
    super(message);
    this.status = status ?? (statuses as Record<string, number>)[type] ?? 400;
  }
}
