/**
 * Properties as they pass between the engine and the verbs. On the wire they are a protobuf `Struct` in which secrets are marked; here a secret
 * is a `Secret` around its value, and a value that is not known yet is the engine's own word for that.
 */
import { Struct, type Value } from "google-protobuf/google/protobuf/struct_pb";
import { plainJson, unknownValue, wrapSecret } from "../../provider/host/engine-values";

/** Inputs or outputs of a resource, or arguments and result of a function. */
export type Properties = Record<string, unknown>;

/** The names that lead to a value. */
export type Path = readonly string[];

/** A value that is hidden in every display and encrypted in state. */
export class Secret {
  constructor(readonly value: unknown) {}
}

/** Whether a value cannot be judged as it is: it is a secret, or not known yet. */
export function isOpen(value: unknown): boolean {
  return value instanceof Secret || value === unknownValue;
}

/** A resource that is passed as an argument. */
export class ResourceReference {
  /** `id`: absent while it is not known. */
  constructor(
    readonly urn: string,
    readonly id: string | undefined,
  ) {}
}

const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What a message holds. A member called `__proto__` stays a member. */
export function fromStruct(struct: Struct | undefined): Properties {
  if (!struct) return {};
  const entries: [string, unknown][] = [];
  struct.getFieldsMap().forEach((value, name) => entries.push([name, fromValue(value)]));
  return Object.fromEntries(entries);
}

function fromValue(value: Value): unknown {
  if (value.hasListValue()) return value.getListValue()?.getValuesList().map(fromValue);
  if (!value.hasStructValue()) return value.toJavaScript();
  const members = fromStruct(value.getStructValue());
  if (members[signatureKey] === secretSignature) return new Secret(members.value);
  return members[signatureKey] === resourceSignature ? referenceOf(members) : members;
}

function referenceOf({ urn, id }: Properties): ResourceReference {
  const isKnown = typeof id === "string" && id !== "" && id !== unknownValue;
  return new ResourceReference(String(urn), isKnown ? id : undefined);
}

/** A message of properties, in which the values at `secrets` are marked. */
export function toStruct(properties: object, secrets: readonly Path[] = []): Struct {
  const plain = plainJson(properties) as Properties;
  for (const path of secrets) mark(plain, path);
  return Struct.fromJavaScript(plain as Parameters<typeof Struct.fromJavaScript>[0]);
}

function mark(within: Properties, [name = "", ...rest]: Path): void {
  if (!Object.hasOwn(within, name)) return;
  const value = within[name];
  if (isSecretMark(value)) return;
  if (rest.length === 0) within[name] = value === null ? null : wrapSecret(value);
  else if (typeof value === "object" && value !== null) mark(value as Properties, rest);
}

function isSecretMark(value: unknown): boolean {
  return typeof value === "object" && value !== null && signatureKey in value;
}

/** The same properties without any `Secret`, and where those were. */
export function reveal(properties: Properties): { readonly plain: Properties; readonly secrets: readonly Path[] } {
  const secrets: Path[] = [];
  const plain = revealed(properties, [], secrets) as Properties;
  return { plain, secrets };
}

function revealed(value: unknown, path: Path, secrets: Path[]): unknown {
  if (value instanceof Secret) {
    secrets.push(path);
    return revealed(value.value, path, []);
  }
  if (Array.isArray(value)) return value.map((item, index) => revealed(item, [...path, String(index)], secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, revealed(part, [...path, name], secrets)]),
  );
}
