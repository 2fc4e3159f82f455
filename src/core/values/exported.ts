/** Consent to change what an export has read: in which table, and up to when. */
export interface Exported {
  /** The latest LastModifiedTime of the exported cells (ISO 8601). A live value that was modified later is a conflict. */
  readonly at: string;
  /** `<instance id>/<table id>` of the table that was read. For any other table it has no effect. */
  readonly from: string;
}

/** The form of `from`: two ids, neither of them an ARN, separated by one slash. */
export const exportedFrom = "^[^\\s/:]+/[^\\s/:]+$";

/** The time up to which the author has seen the values of this very table; `undefined` for any other table. Both ids are plain, no ARNs. */
export function consentTime(
  exported: Exported | undefined,
  table: { readonly instanceId: string; readonly dataTableId: string },
): string | undefined {
  return exported?.from === `${table.instanceId}/${table.dataTableId}` ? exported.at : undefined;
}
