/** Calls about the plugin itself: who it is, what it offers, who asks, and that what runs should end. */
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { endRun } from "../../../provider/host/run";
import { listenTo } from "../engine";
import { cancelRunning } from "../running";
import { forgetReads } from "../urns";
import { pluginSchema } from "../../schema/package";
import { pluginVersion } from "../../version";
import { unary } from "./call";

/** What of values the plugin understands; the handshake says it, and Configure once more. */
export const understands = { secrets: true, resources: true, outputs: false } as const;

/** The handlers. */
export const aboutCalls = {
  handshake: unary(() => {
    const answer = new messages.ProviderHandshakeResponse();
    answer.setAcceptSecrets(understands.secrets);
    answer.setAcceptResources(understands.resources);
    answer.setAcceptOutputs(understands.outputs);
    return answer;
  }),

  getPluginInfo: unary(() => {
    const info = new PluginInfo();
    info.setVersion(pluginVersion());
    return info;
  }),

  getSchema: unary(() => {
    const answer = new messages.GetSchemaResponse();
    answer.setSchema(JSON.stringify(pluginSchema(pluginVersion())));
    return answer;
  }),

  /** A process that serves several runs in turn, as a debugger holds it, begins each of them without a memory. */
  attach: unary((request: PluginAttach) => {
    endRun();
    forgetReads();
    listenTo(request.getAddress());
    return new Empty();
  }),

  cancel: unary(() => {
    cancelRunning();
    return new Empty();
  }),
};
