/** Calls about a resource: the verbs of its kind, with what the engine and they do not know of each other. */
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PartialFailure } from "../../../provider/host/failures";
import { kindOf } from "../kinds";
import { pathText } from "../path-changes";
import { fromStruct, toStruct, type Path, type Properties } from "../properties";
import { withoutHelpers, type PathChange, type ResourceKind, type VerbProperties } from "../resource-kind";
import { whileRunning } from "../running";
import { rememberRead, urnOfRecord } from "../urns";
import { refusal, rememberSecrets, unary } from "./call";

/** The handlers. */
export const resourceCalls = {
  check: unary(async (request: messages.CheckRequest) => {
    const kind = kindOf(request.getUrn());
    const olds = recordOf(kind, request.getOlds(), request.getUrn());
    const news = kind.declared(fromStruct(request.getNews()), request.getUrn());
    const { inputs, failures = [] } = await kind.verbs.check(isEmpty(request.getOlds()) ? {} : olds.plain, news.plain);
    const answer = new messages.CheckResponse();
    answer.setInputs(toStruct(withoutHelpers(inputs), kind.recorded(inputs, "").secrets.concat(news.secrets)));
    answer.setFailuresList(failures.map(({ reason, property }) => refusal(reason, property)));
    return answer;
  }),

  diff: unary(async (request: messages.DiffRequest) => {
    const kind = kindOf(request.getUrn());
    const olds = recordOf(kind, request.getOlds(), request.getUrn()).plain;
    const news = kind.recorded(fromStruct(request.getNews()), request.getUrn()).plain;
    const oldInputs = recordOf(kind, request.getOldInputs(), request.getUrn()).plain;
    const verb = await kind.verbs.diff(request.getId(), olds, news);
    const lines = verb.changes === false ? [] : kind.changes({ olds, oldInputs, news });
    return toDiff(verb, lines);
  }),

  create: unary((request: messages.CreateRequest) =>
    whileRunning(async () => {
      const kind = kindOf(request.getUrn());
      const { plain, secrets } = kind.recorded(fromStruct(request.getProperties()), request.getUrn());
      const answer = new messages.CreateResponse();
      if (request.getPreview()) {
        answer.setProperties(toStruct(withoutHelpers(kind.foresee(plain)), secrets));
        return answer;
      }
      const { id, outs } = await orHalf(kind, secrets, () => kind.verbs.create(plain));
      answer.setId(id);
      answer.setProperties(toStruct(withoutHelpers(outs), allSecrets(kind, outs, secrets)));
      return answer;
    }),
  ),

  update: unary((request: messages.UpdateRequest) =>
    whileRunning(async () => {
      const kind = kindOf(request.getUrn());
      const olds = recordOf(kind, request.getOlds(), request.getUrn());
      const news = kind.recorded(fromStruct(request.getNews()), request.getUrn());
      const secrets = [...olds.secrets, ...news.secrets];
      const answer = new messages.UpdateResponse();
      const outs = request.getPreview()
        ? kind.foresee(news.plain, olds.plain)
        : (await orHalf(kind, secrets, () => kind.verbs.update(request.getId(), olds.plain, news.plain))).outs;
      answer.setProperties(toStruct(withoutHelpers(outs), allSecrets(kind, outs, secrets)));
      return answer;
    }),
  ),

  read: unary((request: messages.ReadRequest) => whileRunning(() => read(request))),

  delete: unary((request: messages.DeleteRequest) =>
    whileRunning(async () => {
      const kind = kindOf(request.getUrn());
      const { plain } = recordOf(kind, request.getProperties(), request.getUrn());
      await kind.verbs.delete(request.getId(), plain);
      return new Empty();
    }),
  ),
};

/** A refresh of what state records, a look-up by the arguments of a `get`, or an import by the id alone. */
async function read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
  const [kind, urn] = [kindOf(request.getUrn()), request.getUrn()];
  const recorded = kind.recorded(fromStruct(request.getProperties()), urn);
  const isImport = isEmpty(request.getProperties()) && isEmpty(request.getInputs());
  const found = isImport ? await kind.import(request.getId(), urn) : await readAgain(request, kind, recorded);
  const answer = new messages.ReadResponse();
  if (!found) return answer;
  const [outputs, inputs] = [withoutHelpers(found.outputs), withoutHelpers(found.inputs)];
  const outStruct = toStruct(outputs, allSecrets(kind, outputs, recorded.secrets));
  const inStruct = toStruct(inputs, allSecrets(kind, inputs, recorded.secrets));
  rememberRead(urn, [fromStruct(outStruct), fromStruct(inStruct)]);
  answer.setId(found.id);
  answer.setProperties(outStruct);
  answer.setInputs(inStruct);
  return answer;
}

async function readAgain(request: messages.ReadRequest, kind: ResourceKind, { plain }: VerbProperties) {
  const given = kind.isRecord(plain) ? plain : { ...plain, __urn: undefined };
  const { id, props, inputs = {} } = await kind.verbs.read(request.getId(), given);
  if (id === undefined || !props) return undefined;
  return { id, outputs: kind.isRecord(plain) ? props : kind.asLookup(props), inputs };
}

/** Recorded properties for the verbs, under the URN that state has them under. */
function recordOf(kind: ResourceKind, struct: Struct | undefined, urn: string): VerbProperties {
  const given = fromStruct(struct);
  return kind.recorded(given, urnOfRecord(given) ?? urn);
}

/** What an apply that ended half-way has written is told with its secrets. */
async function orHalf<T>(kind: ResourceKind, secrets: readonly Path[], apply: () => Promise<T>): Promise<T> {
  try {
    return await apply();
  } catch (error) {
    if (error instanceof PartialFailure) rememberSecrets(error, allSecrets(kind, error.properties, secrets));
    throw error;
  }
}

/** Where outputs hold what was a secret before, and the cells of sensitive columns. */
function allSecrets(kind: ResourceKind, properties: Properties, known: readonly Path[]): readonly Path[] {
  return [...known, ...kind.recorded(properties, "").secrets];
}

function isEmpty(struct: Struct | undefined): boolean {
  return struct === undefined || struct.getFieldsMap().getLength() === 0;
}

/** Where the verb leaves it open whether anything changes, and no line says so, the engine compares the inputs itself. */
function toDiff(
  { changes, replaces = [], deleteBeforeReplace = false }: Awaited<ReturnType<ResourceKind["verbs"]["diff"]>>,
  lines: readonly PathChange[],
): messages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME, DIFF_UNKNOWN } = messages.DiffResponse.DiffChanges;
  const answer = new messages.DiffResponse();
  const isSome = changes === true || lines.length > 0 || replaces.length > 0;
  answer.setChanges(changes === false ? DIFF_NONE : isSome ? DIFF_SOME : DIFF_UNKNOWN);
  answer.setReplacesList([...replaces]);
  answer.setDeletebeforereplace(deleteBeforeReplace);
  answer.setDiffsList([...new Set(lines.map(({ path: [name = ""] }) => name))]);
  answer.setHasdetaileddiff(lines.length > 0);
  for (const line of lines) {
    answer.getDetaileddiffMap().set(pathText(line.path), toPropertyDiff(line, replaces.includes(line.path[0] ?? "")));
  }
  return answer;
}

function toPropertyDiff({ change, ofInputs = false }: PathChange, replaces: boolean): messages.PropertyDiff {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
  const kinds = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
  } as const;
  const diff = new messages.PropertyDiff();
  diff.setKind(kinds[change][replaces ? 1 : 0]);
  diff.setInputdiff(ofInputs);
  return diff;
}
