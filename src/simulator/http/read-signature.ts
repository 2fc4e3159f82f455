import type { IncomingMessage } from "node:http";

/** What a SigV4 header tells; the signature itself is not checked. */
export interface Signature {
  readonly region: string;
  readonly accessKeyId?: string;
}

/** Region and access key id of a request; `us-east-1` and none when it is not signed. */
export function readSignature(request: IncomingMessage): Signature {
  const match = /Credential=([^/,\s]+)\/\d+\/([a-z0-9-]+)\//.exec(request.headers.authorization ?? "");
  const [, accessKeyId, region = "us-east-1"] = match ?? [];
  return { region, ...(accessKeyId !== undefined && { accessKeyId }) };
}
