/** What got worse although the gate let the challenger pass: it reads one metric, people read them all. */
import { directionOf, METRICS, type MetricName } from "../data/goal";
import type { GateResult } from "./gate-types";

export interface Worsened {
  readonly metric: MetricName;
  readonly before: number;
  readonly value: number;
}

/** The other metrics in which the challenger is behind the champion on the gate's rows, in the order of `METRICS`. */
export function worsened({ metric: read, challenger, champion }: GateResult): readonly Worsened[] {
  return METRICS.flatMap((metric): readonly Worsened[] => {
    const [value, before] = [challenger.gateSet[metric], champion?.gateSet[metric]];
    if (metric === read || value === undefined || before === undefined) return [];
    const worse = directionOf(metric) === "maximize" ? value < before : value > before;
    return worse ? [{ metric, before, value }] : [];
  });
}
