import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dumpState, type Dump } from "./dump";
import { applyEdit, type Edit } from "./edit";
import { FaultScript, type Fault } from "./world/faults";
import { limits, type Limits } from "./world/limits";
import { checkLimits } from "./world/check-limits";
import { makeListener } from "./http/listener";
import { makeDenied } from "./world/make-denied";
import { makeSwitches } from "./world/make-switches";
import { personalities } from "./world/personalities";
import { RateLimiter, type RateLimit } from "./world/rate-limiter";
import { RequestLog, type LoggedRequest } from "./http/request-log";
import type { Denied, Service } from "./service";
import type { Simulation } from "./simulation";
import { Store } from "./store/store";
import type { Switches } from "./world/switches";

/** How to start a simulator. Everything has a default. */
export interface SimulatorOptions {
  /** TCP port on 127.0.0.1; default 0, a free one. */
  readonly port?: number;
  /** File that keeps the data between two runs; default: memory only. */
  readonly dataFile?: string;
  /** Name of a set of switches; default `documented`. */
  readonly personality?: string;
  /** Switches that differ from the personality. */
  readonly switches?: Partial<Switches>;
  /** Limits that differ from the documented ones, as after a quota increase. */
  readonly limits?: Partial<Limits>;
  /** Instance ids that exist; default: any that looks like one. */
  readonly instances?: readonly string[];
  /** What the caller may not do; default: nothing. */
  readonly denied?: Partial<Denied>;
  /** Token bucket per operation; default: none. `documentedRateLimit` is the documented one. */
  readonly rateLimit?: RateLimit;
  /** Scripted faults to begin with. */
  readonly faults?: readonly Fault[];
  /** Simulated milliseconds that every answer takes; default 0. */
  readonly latencyMs?: number;
  /** Simulated time in milliseconds since the epoch; default: the machine's clock. */
  readonly clock?: () => number;
  /** How much faster simulated time runs than `clock`; default 1. Rates and delays all go by it. */
  readonly speed?: number;
  /** Whether each Region, told by the signature, has tables of its own; default false. */
  readonly separateRegions?: boolean;
  /** Account id in ARNs; default `123456789012`. */
  readonly accountId?: string;
}

/** A running simulator. */
export interface Simulator {
  /** What to set `AWS_ENDPOINT_URL_CONNECT` to. */
  readonly url: string;
  readonly port: number;
  /** The truth: what is stored. */
  dump(options?: { readonly locks?: boolean }): Dump;
  /** The requests so far. */
  requests(): readonly LoggedRequest[];
  clearRequests(): void;
  /** Changes some switches; the others stay. @throws Error when a name or value is unknown. */
  setSwitches(changes: Partial<Switches>): void;
  /** Replaces all scripted faults. */
  setFaults(...faults: readonly Fault[]): void;
  /** Writes as another writer would. @throws Error when table or column is unknown. */
  edit(edit: Edit): void;
  /** Replaces what the caller may not do. */
  setDenied(denied: Partial<Denied>): void;
  /** Replaces the set of instances that exist; undefined: any. */
  setInstances(instances: readonly string[] | undefined): void;
  /** Sets or lifts the rate limit. */
  setRateLimit(limit: RateLimit | undefined): void;
  /** Changes some limits, as a quota increase does. */
  setLimits(changes: Partial<Limits>): void;
  /** The scripted faults that have not struck as often as they were to. */
  pendingFaults(): readonly Fault[];
  /** Stops serving and closes every connection. */
  close(): Promise<void>;
}

/**
 * Starts an imitation of the Amazon Connect data-tables API on 127.0.0.1.
 *
 * @example
 * const simulator = await startSimulator({ personality: "strict" });
 * const client = new ConnectClient({ endpoint: simulator.url, region: "us-east-1" });
 * await simulator.close();
 * @throws Error when the port is taken, the data file is not one, or the name of a personality, switch, limit or operation is unknown.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulation = makeSimulation(options);
  const { service, log, faults, limiter } = simulation;
  const server = createServer(makeListener(simulation));
  // A client that reuses a connection must never find it closed by an idle server.
  server.keepAliveTimeout = 600_000;
  const port = await listen(server, options.port ?? 0).catch((error: unknown) => {
    service.store.release();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    dump: (how) => dumpState(service, how),
    requests: () => log.all(),
    clearRequests: () => log.clear(),
    setSwitches: (changes) => void (service.switches = makeSwitches({ ...service.switches, ...changes })),
    setFaults: (...next) => faults.set(next),
    edit: (edit) => applyEdit(service, edit),
    setDenied: (denied) => void (service.denied = makeDenied(denied)),
    setInstances: (instances) => void (service.instances = instances),
    setRateLimit: (limit) => void (limiter.limit = limit),
    setLimits: (changes) => void Object.assign(service.limits, checkLimits(changes)),
    pendingFaults: () => faults.pending(),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      service.store.release();
    },
  };
}

function switchesOf({ personality = "documented", switches }: SimulatorOptions): Switches {
  if (!Object.hasOwn(personalities, personality)) {
    throw new Error(`There is no personality "${personality}"; known are ${Object.keys(personalities).join(", ")}.`);
  }
  return makeSwitches({ ...personalities[personality], ...switches });
}

function makeService(options: SimulatorOptions): Service {
  const { clock = Date.now, speed = 1 } = options;
  const start = clock();
  return {
    store: new Store(options.dataFile),
    switches: switchesOf(options),
    limits: { ...limits, ...checkLimits(options.limits) },
    denied: makeDenied(options.denied),
    instances: options.instances,
    accountId: options.accountId ?? "123456789012",
    separateRegions: options.separateRegions ?? false,
    now: () => start + (clock() - start) * speed,
    snapshots: new Map(),
  };
}

function makeSimulation(options: SimulatorOptions): Simulation {
  const service = makeService(options);
  const faults = new FaultScript();
  faults.set(options.faults ?? []);
  const { speed = 1, latencyMs = 0 } = options;
  return {
    service,
    log: new RequestLog(),
    faults,
    limiter: new RateLimiter(options.rateLimit, service.now),
    sleep: async (milliseconds) => {
      if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds / speed));
    },
    latencyMs,
    busy: new Set(),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}
