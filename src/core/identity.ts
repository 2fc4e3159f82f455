/**
 * Ids, ARNs and aliases of one instance or one table are one identity. ARN form (service authorization reference):
 * `arn:{partition}:connect:{region}:{account}:instance/{InstanceId}/data-table/{DataTableId}`, with an optional alias `:$LATEST`.
 */

/** What an id or an ARN says. Members that only an ARN has are absent for an id. */
export interface Identity {
  readonly instanceId?: string;
  readonly dataTableId?: string;
  readonly region?: string;
  readonly account?: string;
}

const arn = /^arn:[^:]+:connect:([^:]+):([^:]+):instance\/([^/:]+)(?:\/data-table\/([^/]+))?$/;
const alias = /:\$(LATEST|SAVED)$/;

/** The id or ARN of an instance; `undefined` when the text is neither. */
export function parseInstanceId(text: string): Identity | undefined {
  const parts = arn.exec(text);
  if (parts) return parts[4] === undefined ? { region: parts[1], account: parts[2], instanceId: parts[3] } : undefined;
  return isId(text) && text.length <= 100 ? { instanceId: text } : undefined;
}

/** The id or ARN of a table, with or without an alias; `undefined` when the text is neither. */
export function parseTableId(text: string): Identity | undefined {
  const plain = text.replace(alias, "");
  const parts = arn.exec(plain);
  if (parts) {
    return parts[4] === undefined
      ? undefined
      : { region: parts[1], account: parts[2], instanceId: parts[3], dataTableId: parts[4] };
  }
  return isId(plain) && plain.length <= 256 ? { dataTableId: plain } : undefined;
}

function isId(text: string): boolean {
  return text.length > 0 && !/[\s/:]/.test(text);
}
