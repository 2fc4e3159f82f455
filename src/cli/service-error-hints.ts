import type { ServiceErrorKind } from "../sync/service-error";

/** What to do about an error of the service in a command that only reads. */
export const serviceErrorHints: Readonly<Partial<Record<ServiceErrorKind, string>>> = {
  "access-denied":
    "The credentials need connect:DescribeDataTable, connect:ListDataTableAttributes and connect:ListDataTableValues on the table, and connect:ListDataTables for a look-up by name.",
  "not-found": "Check --instance-id, --data-table-id and --region.",
  unreachable: "Check the credentials, --profile, --region, --endpoint and the network.",
  lost: "Try again; nothing was written.",
  throttled: "Another program uses up the request rate of the account; try again later.",
};
