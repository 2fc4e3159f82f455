/** An imitation of STS on 127.0.0.1: AssumeRole and GetCallerIdentity in the query and XML form, without looking at signatures. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** One call: its action and parameters, and the access key that signed it. */
export interface StsCall {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
}

/** A running imitation. */
export interface Sts {
  /** What to set `AWS_ENDPOINT_URL_STS` to. */
  readonly url: string;
  readonly calls: StsCall[];
  /** What a role gives; none of it may ever be in state. */
  readonly credentials: typeof roleCredentials;
  close(): Promise<void>;
}

const roleCredentials = {
  accessKeyId: "ASIAROLEROLEROLEROLE",
  secretAccessKey: "secret-key-of-the-role",
  sessionToken: "session-token-of-the-role",
} as const;

/** Starts it. `accounts`: access key → account; the role's credentials belong to the account of its ARN. `deniedRoles`: ARNs that nobody may assume. */
export async function startSts(options: {
  readonly accounts?: Readonly<Record<string, string>>;
  readonly deniedRoles?: readonly string[];
}): Promise<Sts> {
  const { accounts = {}, deniedRoles = [] } = options;
  const calls: StsCall[] = [];
  const accountOf = new Map(Object.entries(accounts));
  const answer = ({ action, parameters, accessKeyId }: StsCall): { status: number; xml: string } => {
    if (action === "GetCallerIdentity") return identity(accountOf.get(accessKeyId) ?? "000000000000");
    const { RoleArn = "", RoleSessionName = "" } = parameters;
    if (deniedRoles.includes(RoleArn))
      return denied(`User is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`);
    accountOf.set(roleCredentials.accessKeyId, RoleArn.split(":")[4] ?? "");
    return assumed(RoleArn, RoleSessionName);
  };
  const server = createServer((request, response) => {
    void readCall(request).then((call) => {
      calls.push(call);
      const { status, xml } = answer(call);
      response.writeHead(status, { "content-type": "text/xml" }).end(xml);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    credentials: roleCredentials,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readCall(request: IncomingMessage): Promise<StsCall> {
  let body = "";
  for await (const part of request.setEncoding("utf8")) body += part as string;
  const { Action: action = "", ...parameters } = Object.fromEntries(new URLSearchParams(body));
  const [, accessKeyId = ""] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? "") ?? [];
  return { action, parameters, accessKeyId };
}

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

function identity(account: string) {
  const result = `<Arn>arn:aws:iam::${account}:user/somebody</Arn><UserId>AIDA</UserId><Account>${account}</Account>`;
  return { status: 200, xml: wrapped("GetCallerIdentity", result) };
}

function assumed(roleArn: string, sessionName: string) {
  const { accessKeyId, secretAccessKey, sessionToken } = roleCredentials;
  const arn = `${roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${sessionName}`;
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  const result =
    `<AssumedRoleUser><Arn>${arn}</Arn><AssumedRoleId>AROA:${sessionName}</AssumedRoleId></AssumedRoleUser><Credentials>` +
    `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>` +
    `<SessionToken>${sessionToken}</SessionToken><Expiration>${expiration}</Expiration></Credentials>`;
  return { status: 200, xml: wrapped("AssumeRole", result) };
}

function wrapped(action: string, result: string): string {
  return (
    `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>sts-request</RequestId></ResponseMetadata></${action}Response>`
  );
}

function denied(message: string) {
  const error = `<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error>`;
  return {
    status: 403,
    xml: `<ErrorResponse xmlns="${namespace}">${error}<RequestId>sts-request</RequestId></ErrorResponse>`,
  };
}
