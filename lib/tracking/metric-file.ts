/** A metric as MLflow's file store keeps it: one line a point, in the order of logging. */
import type { MetricPoint } from "./run";

type Point = Pick<MetricPoint, "step" | "value" | "timestampMs" | "loggedAs">;

/** Points in the order in which they were logged: by step, but for those that say their place. */
export function inLoggingOrder<Logged extends Point>(points: readonly Logged[]): readonly Logged[] {
  const rest = points.filter(({ loggedAs }) => loggedAs === undefined).toSorted((a, b) => a.step - b.step);
  const ordered = [...rest];
  const placed = points.filter(({ loggedAs }) => loggedAs !== undefined);
  for (const point of placed.toSorted((a, b) => a.loggedAs! - b.loggedAs!)) ordered.splice(point.loggedAs!, 0, point);
  return ordered;
}

/**
 * The file `metrics/<key>` of a run: `timestamp value step` a line, times in ms, NaN and the infinities as Python reads them. Source:
 * MLflow's file store.
 */
export function metricFile(points: readonly Point[]): string {
  return inLoggingOrder(points)
    .map(({ timestampMs, value, step }) => `${timestampMs} ${pythonFloat(value)} ${step}\n`)
    .join("");
}

function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? value.toFixed(1) : String(value);
}
