/** Series of one window that need no reference: service, quality and staleness. */
import { ownValue } from "../own-value";
import type { PredictionRecord } from "../serving/endpoint";

/** The 95th percentile of the answer times in milliseconds, by nearest rank; null without requests. */
export function p95Ms(records: readonly PredictionRecord[]): number | null {
  if (records.length === 0) return null;
  const sorted = records.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? null;
}

/** Share of requests that got no answer. */
export function errorShare(records: readonly PredictionRecord[]): number | null {
  return shareOf(records, ({ error }) => error !== null);
}

/** Requests per virtual minute. */
export function requestsPerMinute(records: readonly PredictionRecord[], minutes: number): number | null {
  return minutes > 0 ? records.length / minutes : null;
}

/** Share of requests in which at least one column breaks the schema. */
export function violationShare(records: readonly PredictionRecord[]): number | null {
  return shareOf(records, ({ violations }) => violations.length > 0);
}

/** Share of missing values among all feature values. */
export function missingShare(records: readonly PredictionRecord[], features: readonly string[]): number | null {
  const cells = records.length * features.length;
  if (cells === 0) return null;
  let missing = 0;
  for (const { inputs } of records)
    for (const name of features) if ((ownValue(inputs, name) ?? null) === null) missing++;
  return missing / cells;
}

/** Virtual minutes since the routes last changed: how old what is served is. */
export function stalenessMinutes(minute: number, routedAtMinute: number): number {
  return Math.max(0, minute - routedAtMinute);
}

/** The newest request of each source row. A repeated row is not new evidence, so drift tests see it once. */
export function oncePerSourceRow(records: readonly PredictionRecord[]): readonly PredictionRecord[] {
  return [...new Map(records.map((record) => [record.sourceRow, record])).values()];
}

function shareOf(records: readonly PredictionRecord[], holds: (record: PredictionRecord) => boolean): number | null {
  return records.length === 0 ? null : records.filter(holds).length / records.length;
}
