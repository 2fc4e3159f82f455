import type { ServiceError, ServiceErrorKind } from "../sync/service-error";

const hints: Readonly<Partial<Record<ServiceErrorKind, string>>> = {
  "access-denied":
    "The credentials need connect:DescribeDataTable, connect:ListDataTableAttributes and connect:ListDataTableValues on the table, and connect:ListDataTables for a look-up by name.",
  "not-found": "Check --instance-id, --data-table-id and --region.",
  unreachable: "Check the credentials, --profile, --region, --endpoint and the network.",
  lost: "Try again; nothing was written.",
  throttled: "Another program uses up the request rate of the account; try again later.",
};

/** What to do about an error of the service in a command that only reads. */
export function serviceErrorHint({ kind }: ServiceError): string | undefined {
  return hints[kind];
}
