/** Which of a metric's points is its value: MLflow's rule. */
import type { MetricPoint } from "./run";

type Point = Pick<MetricPoint, "step" | "timestampMs" | "value">;

/**
 * Whether a point comes behind another: the larger step, then the later time, then the larger value; a number comes behind NaN, which has
 * no place in an order. What was logged last does not matter. Source: MLflow's `latest_metrics`.
 */
export function isBehind(point: Point, other: Point): boolean {
  if (point.step !== other.step) return point.step > other.step;
  if (point.timestampMs !== other.timestampMs) return point.timestampMs > other.timestampMs;
  return point.value > other.value || (Number.isNaN(other.value) && !Number.isNaN(point.value));
}

/** The point that stands for the metric; undefined without points. */
export function latestPoint<Found extends Point>(points: Iterable<Found>): Found | undefined {
  let latest: Found | undefined;
  for (const point of points) if (latest === undefined || isBehind(point, latest)) latest = point;
  return latest;
}
