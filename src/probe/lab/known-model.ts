/** What the API model knows: error types, and the members of what it answers. Everything else is a surprise. */
import type { JsonObject } from "../service/ports";

/** Error types of the data-table operations, and those that every AWS front end may answer. */
export const errorTypes: ReadonlySet<string> = new Set([
  "AccessDeniedException",
  "ConflictException",
  "DuplicateResourceException",
  "InternalServiceException",
  "InvalidParameterException",
  "InvalidRequestException",
  "LimitExceededException",
  "RequestEntityTooLargeException",
  "ResourceNotFoundException",
  "SerializationException",
  "ServiceQuotaExceededException",
  "ThrottlingException",
  "TooManyRequestsException",
  "ValidationException",
]);

/** Members of the answers of data-table operations. */
export const members: ReadonlySet<string> = new Set(
  `ApproximateTotalCount Arn Attribute AttributeId AttributeName Attributes CreatedTime DataTable DataTableArn DataTableId
  DataTableSummaryList DataTables Description Enum Error EvaluatedValue ExclusiveMaximum ExclusiveMinimum Failed Found Id
  IgnoreCase LastModifiedRegion LastModifiedTime LockVersion MaxLength MaxValues Maximum Message MinLength MinValues Minimum
  MultipleOf Name NextToken Primary PrimaryValues PrimaryValuesList RecordId Status Strict Successful Tags TimeZone Validation
  Value ValueLockLevel ValueType Values Version VersionDescription`.split(/\s+/),
);

/** Members of an answer that the model does not have. */
export function unknownMembers(body: unknown): string[] {
  const found = new Set<string>();
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    else if (typeof part === "object" && part !== null) {
      for (const [name, value] of Object.entries(part as JsonObject)) {
        if (!members.has(name)) found.add(name);
        else if (name !== "Tags") walk(value);
      }
    }
  };
  walk(body);
  return [...found];
}
