/** A window: `windowRows` consecutive requests of an endpoint, summed up as one point of every series. */
import type { VirtualMinute } from "../clock";
import type { Table } from "../data/table";
import type { PackageSignature } from "../packaging/package";
import type { ColumnPlan } from "../preprocess/recipe";
import type { Endpoint, PredictionBatch, PredictionRecord } from "../serving/endpoint";
import { findingsOf, type Finding } from "../serving/findings";
import { datasetDrift, tableDrift } from "./drift/dataset-drift";
import { predictionDrift } from "./drift/prediction-drift";
import type { ColumnDrift, FindingCounts, Monitor, MonitorWindow, SeriesName } from "./monitor";
import { answerColumn, recordFeatures, type ReferenceData } from "./reference";
import {
  errorShare,
  missingShare,
  oncePerSourceRow,
  p95Ms,
  requestsPerMinute,
  stalenessMinutes,
  violationShare,
} from "./series";
import { requestsIn, withLabels, type ScoreRecords } from "./window-labels";
import type { WindowSpan } from "./window-span";

export interface BuildWindowOptions {
  readonly monitor: Pick<Monitor, "id" | "windowRows">;
  readonly endpoint: Pick<Endpoint, "id" | "routes" | "routedAtMinute">;
  readonly span: WindowSpan;
  /** The last minute that has passed: labels are known up to it. */
  readonly knownMinute: VirtualMinute;
  /** Every batch of the window. */
  readonly batches: readonly PredictionBatch[];
  readonly signature: PackageSignature;
  /** Null when the stable package cannot be run: then nothing can be said about drift. */
  readonly reference: ReferenceData | null;
  readonly score: ScoreRecords;
  /** The recipe's columns: what stands in for a missing value, and which categories training saw. */
  readonly plans: readonly ColumnPlan[];
}

/**
 * Sums up one window. Service and quality count every request. Drift tests see each source row once, in its newest form: the traffic
 * walks over the test part again and again, and a repeated row is not new evidence. Prediction drift reads the stable route's answers,
 * the model that the reference was predicted with. `performance.primary` is over those of its requests whose label has come
 * ({@link withLabels} measures it again when more have).
 */
export function buildWindow(options: BuildWindowOptions): MonitorWindow {
  const { monitor, span, endpoint, signature, reference, plans } = options;
  const requests = requestsIn(span, options.batches);
  const features = signature.inputs.map(({ name }) => name);
  const columns = reference ? tableDrift(reference.features, currentFeatures(requests, signature)) : [];
  const prediction = reference ? answerDrift(requests, reference, options) : null;
  const series: Record<SeriesName, number | null> = {
    "service.p95Ms": p95Ms(requests),
    "service.errorShare": errorShare(requests),
    "service.requestsPerMinute": requestsPerMinute(requests, span.toMinute - span.fromMinute),
    "quality.violationShare": violationShare(requests),
    "quality.missingShare": missingShare(requests, features),
    "staleness.minutes": stalenessMinutes(span.toMinute - 1, endpoint.routedAtMinute),
    "drift.share": datasetDrift(columns).share,
    "drift.prediction": verdictAsNumber(prediction),
    "performance.primary": null,
  };
  const window: MonitorWindow = {
    monitorId: monitor.id,
    endpointId: endpoint.id,
    ...span,
    rows: requests.length,
    series,
    columns,
    prediction,
    ...(requests.length < monitor.windowRows ? { incomplete: true } : {}),
    labelledRows: 0,
    findings: findingCounts(requests, signature, plans),
    byVersion: byVersion(requests),
  };
  return withLabels(window, { ...options, windowRows: monitor.windowRows });
}

/** A column that no request of the window carries is none of its columns: it is gone, where one that comes empty is missing. */
function currentFeatures(requests: readonly PredictionRecord[], signature: PackageSignature): Table {
  const { rowCount, columns } = recordFeatures(oncePerSourceRow(requests), signature);
  const sent = [...columns].filter(([name]) => requests.some(({ inputs }) => Object.hasOwn(inputs, name)));
  return { rowCount, columns: requests.length === 0 ? columns : new Map(sent) };
}

function answerDrift(
  requests: readonly PredictionRecord[],
  reference: ReferenceData,
  { endpoint, signature }: BuildWindowOptions,
): ColumnDrift {
  const stable = endpoint.routes[0]?.modelVersion;
  const answered = requests.filter(({ modelVersion, error }) => modelVersion === stable && error === null);
  const values = oncePerSourceRow(answered).map(({ prediction }) => prediction);
  return predictionDrift({
    column: signature.target,
    reference: reference.predictions,
    current: answerColumn(values, signature.task === "regression"),
  });
}

function verdictAsNumber(drift: ColumnDrift | null): number | null {
  if (drift?.verdict === "drift") return 1;
  return drift?.verdict === "stable" || drift?.verdict === "degenerate" ? 0 : null;
}

function byVersion(requests: readonly PredictionRecord[]): MonitorWindow["byVersion"] {
  const versions = [...new Set(requests.map(({ modelVersion }) => modelVersion))];
  return versions.map((modelVersion) => {
    const served = requests.filter((record) => record.modelVersion === modelVersion);
    return { modelVersion, rows: served.length, primary: null, errorShare: errorShare(served) ?? 0 };
  });
}

function findingCounts(
  requests: readonly PredictionRecord[],
  signature: PackageSignature,
  plans: readonly ColumnPlan[],
): FindingCounts {
  const counts: Partial<Record<Finding["kind"], number>> = {};
  for (const { inputs } of requests) {
    const kinds = new Set(findingsOf(inputs, signature, plans).map(({ kind }) => kind));
    for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
