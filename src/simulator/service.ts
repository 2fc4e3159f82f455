import type { JsonObject } from "./http/json-object";
import type { Limits } from "./world/limits";
import type { Store } from "./store/store";
import type { Switches } from "./world/switches";

/**
 * What the caller is not allowed to do. Source of the rule: BatchCreateDataTableValue, "authorization fails if any primary values
 * or attributes are unauthorized": one forbidden item refuses the whole request.
 */
export interface Denied {
  /** Operation names, as in `DeleteDataTable`. */
  actions: string[];
  /** Attribute names whose values may be neither read by name nor written. */
  attributes: string[];
  /** Key values, whatever the key attribute. */
  primaryValues: string[];
}

/** What an operation works with. */
export interface Service {
  readonly store: Store;
  /** Current setting of each switch; a test may change it between two calls. */
  switches: Switches;
  readonly limits: Limits;
  denied: Denied;
  /** Ids of the instances that exist; undefined: any id that looks like one. */
  instances: readonly string[] | undefined;
  readonly accountId: string;
  /** Whether a Region has tables of its own, told apart by the Region that a request was signed for. */
  readonly separateRegions: boolean;
  /** Simulated time in milliseconds since the epoch. */
  readonly now: () => number;
  /** Lists that pages are cut from, by the id in their token, when `paging` is `snapshot`. */
  readonly snapshots: Map<string, unknown[]>;
}

/** One request, decoded as far as HTTP goes. */
export interface Call {
  readonly operation: string;
  /** Path parameters, percent-decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  /** Region of the signature; `us-east-1` when there is none. */
  readonly region: string;
  readonly requestId: string;
}

/** One operation of the API: the output, or a thrown ServiceError. */
export type Operation = (service: Service, call: Call) => JsonObject;
