/** Calls about a provider: its settings are checked, compared and kept. No setting of a provider replaces a resource. */
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { judgeArguments } from "../../../core/arguments/program";
import { providerArguments } from "../../../core/arguments/resources";
import { renderProblems } from "../../../core/problem";
import { greetEngine } from "../../../provider/host/engine-log";
import { unknownValue } from "../../../provider/host/engine-values";
import { rememberStackConfig } from "../../../provider/host/run";
import { configuration, readSettings } from "../configuration";
import { fromStruct, reveal, toStruct } from "../properties";
import { understands } from "./about";
import { refusal, unary } from "./call";

/** Members that the engine itself adds to a provider's properties. */
const engineOwn = ["version", "pluginDownloadURL", "__internal"];

/** The handlers. */
export const configCalls = {
  checkConfig: unary((request: messages.CheckRequest) => {
    const { plain, secrets } = reveal(fromStruct(request.getNews()));
    const settings = readSettings(without(plain, engineOwn));
    const { problems } = judgeArguments(settings, providerArguments, (value) => value === unknownValue);
    const answer = new messages.CheckResponse();
    answer.setInputs(toStruct(plain, secrets));
    if (problems.length > 0) answer.setFailuresList([refusal(renderProblems({ problems }))]);
    return answer;
  }),

  diffConfig: unary((request: messages.DiffRequest) => {
    const content = (struct: ReturnType<typeof request.getNews>) => JSON.stringify(reveal(fromStruct(struct)).plain);
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    const isSame = content(request.getNews()) === content(request.getOlds());
    const answer = new messages.DiffResponse();
    answer.setChanges(isSame ? DIFF_NONE : DIFF_SOME);
    return answer;
  }),

  configure: unary(async (request: messages.ConfigureRequest) => {
    const { plain } = reveal(fromStruct(request.getArgs()));
    rememberStackConfig(configuration(without(plain, engineOwn), process.env.PULUMI_CONFIG));
    await greetEngine();
    const answer = new messages.ConfigureResponse();
    answer.setAcceptsecrets(understands.secrets);
    answer.setAcceptresources(understands.resources);
    answer.setAcceptoutputs(understands.outputs);
    answer.setSupportspreview(true);
    return answer;
  }),
};

function without(properties: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}
