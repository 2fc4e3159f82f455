import { instanceId } from "../../locate";
import type { Operation } from "../../service";

/** GET /instance/{InstanceId}: no more than is needed to see that an instance exists. */
export const describeInstance: Operation = (service, call) => {
  const id = instanceId(service, call.path.InstanceId ?? "");
  return {
    Instance: {
      Id: id,
      Arn: `arn:aws:connect:${call.region}:${service.accountId}:instance/${id}`,
      IdentityManagementType: "CONNECT_MANAGED",
      InstanceAlias: `simulated-${id.slice(0, 8)}`,
      InstanceStatus: "ACTIVE",
    },
  };
};
