/** Endpoints, the world that calls them, and the log of what they answered. */
import type { VirtualMinute } from "../clock";
import type { CellValue, Row } from "../data/table";
import type { ErrorCode, WireError } from "../errors";
import type { DatasetVersionId, EndpointId, PipelineVersionId, ProjectId, Sha256, SplitId } from "../ids";
import type { Attribution } from "../journal";
import type { Scenario } from "./scenario";

/** A share of the traffic to one package. Percents of an endpoint's routes add up to 100. */
export interface Route {
  readonly packageDigest: Sha256;
  readonly modelVersion: string;
  readonly percent: number;
}

export type Rollout =
  | { readonly kind: "all-at-once" }
  /** A share goes to the new version; after `windows` healthy windows the trigger promotes it. */
  | { readonly kind: "canary"; readonly percent: number; readonly windows: number };

/** Where requests come from: the test part of a split, so that traffic is never a row the first model trained on. */
export interface TrafficSource {
  readonly datasetVersionId: DatasetVersionId;
  readonly splitId: SplitId;
}

/** The simulated outside: virtual time and the traffic. */
export interface World {
  /** Set by the first package that is served and kept when a retrained one takes over; absent until then. */
  readonly source?: TrafficSource;
  readonly scenario: Scenario;
  /** Virtual minutes that have passed. */
  readonly minute: VirtualMinute;
  readonly playing: boolean;
  /** Why it stopped by itself; gone once it plays again. */
  readonly error?: WireError | null;
  /** Virtual minutes per real second. */
  readonly speed: number;
  readonly requestsPerMinute: number;
  /** Minutes from a request to its label. */
  readonly labelDelayMinutes: number;
  /** Injections are hidden until revealed. */
  readonly blind: boolean;
}

export const WORLD_SPEEDS = [2, 4, 16] as const;
export const DEFAULT_WORLD: Omit<World, "scenario"> = {
  minute: 0,
  playing: true,
  speed: 4,
  requestsPerMinute: 10,
  labelDelayMinutes: 20,
  blind: false,
};

export interface Endpoint {
  readonly id: EndpointId;
  readonly projectId: ProjectId;
  /** The route's name, unique in the project: lower-case letters, digits, hyphens. */
  readonly name: string;
  readonly environment: "staging" | "production";
  readonly modelName: string;
  readonly rollout: Rollout;
  /** The first route is the stable one (the champion); a second is the canary. */
  readonly routes: readonly Route[];
  /** Routes before the last change, for "back to the previous version". */
  readonly previousRoutes: readonly Route[];
  /** Minute of the last change of routes. */
  readonly routedAtMinute: VirtualMinute;
  /** The published pipeline that this endpoint's triggers run. */
  readonly pipelineVersionId: PipelineVersionId | null;
  readonly world: World;
  readonly createdAtMs: number;
}

export interface PredictionRecord {
  /** Position in the endpoint's traffic, counted up from 0: the request id. */
  readonly sequence: number;
  readonly minute: VirtualMinute;
  readonly inputs: Row;
  /** Row of the dataset version that the request derives from. */
  readonly sourceRow: number;
  /** Null when the request failed. */
  readonly prediction: CellValue;
  /** Probability of the predicted class; null for regression or a failure. */
  readonly confidence: number | null;
  readonly modelVersion: string;
  readonly latencyMs: number;
  readonly error: ErrorCode | null;
  /** The truth, known to the world from the start and to the monitors from `labelMinute` on. */
  readonly label: CellValue;
  readonly labelMinute: VirtualMinute;
  /** Columns whose value breaks the schema (unknown category, out of type). */
  readonly violations: readonly string[];
}

/** One virtual minute of traffic: the unit of storage. */
export interface PredictionBatch {
  readonly endpointId: EndpointId;
  readonly minute: VirtualMinute;
  readonly records: readonly PredictionRecord[];
}

export interface EndpointStore {
  createEndpoint(endpoint: Endpoint, by: Attribution): Promise<void>;
  getEndpoint(id: EndpointId): Promise<Endpoint>;
  findEndpoint(projectId: ProjectId, name: string): Promise<Endpoint | null>;
  listEndpoints(projectId: ProjectId): Promise<readonly Endpoint[]>;
  /** New routes; the old ones become `previousRoutes`. Journalled with old and new. */
  setRoutes(id: EndpointId, change: Pick<Endpoint, "routes" | "rollout">, by: Attribution): Promise<Endpoint>;
  setPipeline(id: EndpointId, pipelineVersionId: PipelineVersionId): Promise<void>;
  /** Merges into the world; an injected scenario is journalled. */
  updateWorld(id: EndpointId, patch: Partial<World>, by?: Attribution): Promise<Endpoint>;
  /** Minute 0 again with another scenario: the log and the windows of its monitor are cleared, in one transaction. */
  resetWorld(id: EndpointId, scenario: Scenario, by: Attribution): Promise<Endpoint>;
  /** Batches with from ≤ minute < to, ascending. */
  batches(id: EndpointId, from: VirtualMinute, to: VirtualMinute): Promise<readonly PredictionBatch[]>;
}
