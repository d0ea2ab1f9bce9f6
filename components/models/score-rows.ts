/** An evaluation as rows: one metric, three models. */
import { directionOf, METRICS, type MetricName } from "@/lib/data/goal";
import type { Evaluation } from "@/lib/evaluation/evaluation";
import type { Interval } from "@/lib/evaluation/interval/interval";

export interface ScoreRow {
  readonly metric: MetricName;
  readonly primary: boolean;
  readonly model: number | null;
  /** Of the model's primary metric; null of the others, and in evaluations of earlier versions. */
  readonly interval: Interval | null;
  readonly baseline: number | null;
  readonly champion: number | null;
  /** Which of the three is best; null when only one has a value. */
  readonly best: "model" | "baseline" | "champion" | null;
}

/** Metrics that the evaluation measured, the primary first. */
export function scoreRows({ scores, baseline, champion, metric: primary, interval }: Evaluation): readonly ScoreRow[] {
  return METRICS.filter((metric) => scores[metric] !== undefined)
    .toSorted((a, b) => Number(b === primary) - Number(a === primary))
    .map((metric) => {
      const values = {
        model: scores[metric] ?? null,
        baseline: baseline[metric] ?? null,
        champion: champion?.scores[metric] ?? null,
      };
      const own = metric === primary ? (interval ?? null) : null;
      return { metric, primary: metric === primary, ...values, interval: own, best: bestOf(metric, values) };
    });
}

function bestOf(metric: MetricName, values: Readonly<Record<"model" | "baseline" | "champion", number | null>>) {
  const sign = directionOf(metric) === "maximize" ? 1 : -1;
  const known = (["model", "champion", "baseline"] as const).flatMap((who) => {
    const value = values[who];
    return value === null ? [] : [{ who, value: sign * value }];
  });
  if (known.length < 2) return null;
  return known.reduce((best, next) => (next.value > best.value ? next : best)).who;
}
