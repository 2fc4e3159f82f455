import type { ServiceErrorKind } from "../sync/service-error";

/** What to do about an error of the service in a command that only reads. */
export const serviceErrorHints: Readonly<Partial<Record<ServiceErrorKind, string>>> = {
  "access-denied":
    "The credentials need connect:DescribeDataTable, connect:ListDataTableAttributes and connect:ListDataTableValues on the table, and connect:ListDataTables to find a table by name.",
  "not-found": "Check --instance-id, --data-table-id and --region.",
  unreachable: "Check the credentials, --profile, --region, --endpoint and the network.",
  lost: "Try again; nothing was written.",
  throttled: "Another program is using up the account's request rate; try again later.",
};
