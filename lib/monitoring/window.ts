/** A window: `windowRows` consecutive requests of an endpoint, summed up as one point of every series. */
import type { PackageSignature } from "../packaging/package";
import type { Endpoint, PredictionBatch, PredictionRecord } from "../serving/endpoint";
import { datasetDrift, tableDrift } from "./drift/dataset-drift";
import { predictionDrift } from "./drift/prediction-drift";
import type { ColumnDrift, Monitor, MonitorWindow, SeriesName } from "./monitor";
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
import type { WindowSpan } from "./window-span";

/** Fewer labels than this give no performance. */
export const MIN_LABELLED_ROWS = 20;

/** The goal's primary metric on answered, labelled requests; null when it cannot be computed. */
export type ScoreRecords = (records: readonly PredictionRecord[]) => number | null;

export interface BuildWindowOptions {
  readonly monitor: Pick<Monitor, "id">;
  readonly endpoint: Pick<Endpoint, "id" | "routes" | "routedAtMinute">;
  readonly span: WindowSpan;
  /** Every batch whose requests or labels may fall into the window. */
  readonly batches: readonly PredictionBatch[];
  readonly signature: PackageSignature;
  /** Null when the stable package cannot be run: then nothing can be said about drift. */
  readonly reference: ReferenceData | null;
  readonly score: ScoreRecords;
}

/**
 * Sums up one window. Service and quality count every request. Drift tests see each source row once, in its newest form: the traffic
 * walks over the test part again and again, and a repeated row is not new evidence. Prediction drift reads the stable route's answers,
 * the model that the reference was predicted with. `performance.primary` is over the requests whose label arrived in this window.
 */
export function buildWindow(options: BuildWindowOptions): MonitorWindow {
  const { span, endpoint, signature, reference, score } = options;
  const all = options.batches.flatMap(({ records }) => records);
  const requests = all.filter(({ minute }) => span.fromMinute <= minute && minute < span.toMinute);
  const labelled = all.filter(
    ({ labelMinute, label, error }) =>
      span.fromMinute <= labelMinute && labelMinute < span.toMinute && label !== null && error === null,
  );
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
    "performance.primary": performanceOf(labelled, score),
  };
  return {
    monitorId: options.monitor.id,
    endpointId: endpoint.id,
    ...span,
    rows: requests.length,
    series,
    columns,
    prediction,
    labelledRows: labelled.length,
    byVersion: byVersion(requests, labelled, score),
  };
}

function currentFeatures(requests: readonly PredictionRecord[], signature: PackageSignature) {
  return recordFeatures(oncePerSourceRow(requests), signature);
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

function performanceOf(labelled: readonly PredictionRecord[], score: ScoreRecords): number | null {
  return labelled.length < MIN_LABELLED_ROWS ? null : score(labelled);
}

function byVersion(
  requests: readonly PredictionRecord[],
  labelled: readonly PredictionRecord[],
  score: ScoreRecords,
): MonitorWindow["byVersion"] {
  const versions = [...new Set(requests.map(({ modelVersion }) => modelVersion))];
  return versions.map((modelVersion) => {
    const ofVersion = (record: PredictionRecord): boolean => record.modelVersion === modelVersion;
    const served = requests.filter(ofVersion);
    return {
      modelVersion,
      rows: served.length,
      primary: performanceOf(labelled.filter(ofVersion), score),
      errorShare: errorShare(served) ?? 0,
    };
  });
}
