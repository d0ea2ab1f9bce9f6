/**
 * What labels say of a window. A label comes later than its request and counts for the window of the request: until it comes, the row is left
 * out and counted as awaited, and when it has come the window is measured again. A row that never gets a label is no wrong answer.
 */
import type { VirtualMinute } from "../clock";
import type { PredictionBatch, PredictionRecord } from "../serving/endpoint";
import type { MonitorWindow, SeriesName } from "./monitor";
import { jackknifeError } from "./performance/jackknife-error";
import type { WindowSpan } from "./window-span";

/** From so many labels on, a window's metric is taken as it is; below, its own error is weighed (`performanceError`). */
export const MIN_LABELLED_ROWS = 20;
const FEWEST_LABELS = 5;

/** The goal's primary metric on answered, labelled requests; null when it cannot be computed. */
export type ScoreRecords = (records: readonly PredictionRecord[]) => number | null;

export interface LabelOptions {
  readonly batches: readonly PredictionBatch[];
  /** Labels are known up to this minute, itself included. */
  readonly knownMinute: VirtualMinute;
  readonly windowRows: number;
  readonly score: ScoreRecords;
}

/** Fewer labels than this give no performance: half of a small window, never fewer than five, never more than twenty. */
export function fewestLabels(windowRows: number): number {
  return Math.min(MIN_LABELLED_ROWS, Math.max(FEWEST_LABELS, Math.ceil(windowRows / 2)));
}

/** The requests of a span, in the order of the log. */
export function requestsIn(span: WindowSpan, batches: readonly PredictionBatch[]): readonly PredictionRecord[] {
  const all = batches.flatMap(({ records }) => records);
  return all.filter(({ minute }) => span.fromMinute <= minute && minute < span.toMinute);
}

/** The window with its performance on the labels that are known, as a whole and for each version that answered. */
export function withLabels(window: MonitorWindow, options: LabelOptions): MonitorWindow {
  const answered = requestsIn(window, options.batches).filter(({ error }) => error === null);
  const due = answered.filter(({ labelMinute }) => labelMinute <= options.knownMinute);
  const labelled = due.filter(({ label }) => label !== null);
  const primary = measured(labelled, options);
  const isNoisy = primary !== null && labelled.length < MIN_LABELLED_ROWS;
  const { performanceError: _before, ...rest } = window;
  return {
    ...rest,
    labelledRows: labelled.length,
    awaitedRows: answered.length - due.length,
    series: { ...window.series, "performance.primary": primary },
    ...(isNoisy ? { performanceError: jackknifeError(labelled, options.score) } : {}),
    byVersion: window.byVersion.map((part) => ({
      ...part,
      primary: measured(
        labelled.filter(({ modelVersion }) => modelVersion === part.modelVersion),
        options,
      ),
    })),
  };
}

/** The windows that a series is known of: of performance, not those that still wait for the labels that would tell it. */
export function knownWindows(series: SeriesName, windows: readonly MonitorWindow[]): readonly MonitorWindow[] {
  return series === "performance.primary" ? windows.filter((window) => !awaitsLabels(window)) : windows;
}

function awaitsLabels({ awaitedRows = 0, series }: MonitorWindow): boolean {
  return awaitedRows > 0 && series["performance.primary"] === null;
}

function measured(labelled: readonly PredictionRecord[], { score, windowRows }: LabelOptions): number | null {
  return labelled.length < fewestLabels(windowRows) ? null : score(labelled);
}
