/** One virtual minute of an endpoint: its requests are routed, answered and logged. */
import { asAppError, type ErrorCode } from "../errors";
import type { EndpointId, Sha256 } from "../ids";
import type { PackageSession } from "../packaging/session";
import { answerAt, type Answer } from "./answers";
import type { PredictionBatch, PredictionRecord, Route } from "./endpoint";
import { violationsOf, type FeatureStats } from "./feature-stats";
import { inputTable } from "./input-table";
import { routeIndexOf } from "./route-request";
import type { TrafficRequest } from "./traffic";

export interface ServeMinuteOptions {
  readonly endpointId: EndpointId;
  readonly minute: number;
  readonly requests: readonly TrafficRequest[];
  readonly routes: readonly Route[];
  readonly seed: number;
  readonly features: readonly string[];
  readonly stats: FeatureStats;
  /** The running package of a route. */
  readonly open: (digest: Sha256) => Promise<PackageSession>;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/**
 * Answers the requests of a minute. The requests of one route are answered together, as a server that batches does, so each waits
 * for its batch. A batch that fails is tried again one by one; a request that still fails is logged with its error code and no
 * prediction: one bad request never stops the world.
 */
export async function serveMinute(options: ServeMinuteOptions): Promise<PredictionBatch> {
  const byRoute = options.routes.map((): TrafficRequest[] => []);
  for (const request of options.requests) {
    byRoute[routeIndexOf(request.sequence, options.routes, options.seed)]?.push(request);
  }
  const served: PredictionRecord[] = [];
  for (const [index, route] of options.routes.entries()) {
    served.push(...(await serveRoute(route, byRoute[index] ?? [], options)));
  }
  served.sort((a, b) => a.sequence - b.sequence);
  return { endpointId: options.endpointId, minute: options.minute, records: served };
}

interface Outcome {
  readonly answer: Answer | null;
  readonly error: ErrorCode | null;
  readonly latencyMs: number;
}

async function serveRoute(
  route: Route,
  requests: readonly TrafficRequest[],
  options: ServeMinuteOptions,
): Promise<readonly PredictionRecord[]> {
  if (requests.length === 0) return [];
  const outcomes = await answerTogether(route, requests, options);
  return requests.map((request, index) => toRecord(request, outcomes[index]!, route, options));
}

async function answerTogether(
  route: Route,
  requests: readonly TrafficRequest[],
  options: ServeMinuteOptions,
): Promise<readonly Outcome[]> {
  const startMs = options.now();
  try {
    const session = await options.open(route.packageDigest);
    const rows = requests.map(({ inputs }) => inputs);
    const predictions = await session.predict(inputTable(rows, session.signature));
    const latencyMs = options.now() - startMs;
    return requests.map((_, row) => outcomeOf(answerAt(predictions, row), latencyMs));
  } catch (error) {
    if (requests.length > 1) return answerOneByOne(route, requests, options);
    return [{ answer: null, error: asAppError(error).code, latencyMs: options.now() - startMs }];
  }
}

/** A graph that is fed a missing value which its recipe does not fill answers with a number that is none. */
function outcomeOf(answer: Answer, latencyMs: number): Outcome {
  return { answer, error: answer.prediction === null ? "endpoint.bad-input" : null, latencyMs };
}

async function answerOneByOne(
  route: Route,
  requests: readonly TrafficRequest[],
  options: ServeMinuteOptions,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const request of requests) outcomes.push(...(await answerTogether(route, [request], options)));
  return outcomes;
}

function toRecord(
  request: TrafficRequest,
  { answer, error, latencyMs }: Outcome,
  route: Route,
  { features, stats }: ServeMinuteOptions,
): PredictionRecord {
  return {
    sequence: request.sequence,
    minute: request.minute,
    inputs: request.inputs,
    sourceRow: request.sourceRow,
    prediction: answer?.prediction ?? null,
    confidence: answer?.confidence ?? null,
    modelVersion: route.modelVersion,
    latencyMs,
    error,
    label: request.label,
    labelMinute: request.labelMinute,
    violations: violationsOf(request.inputs, features, stats),
  };
}
