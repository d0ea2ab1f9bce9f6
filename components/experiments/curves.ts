/** Metric histories as curves: the training and the validation history of one quantity belong together. */
import type { MetricPoint } from "@/lib/tracking/run";

/** History by metric key. */
export type Histories = ReadonlyMap<string, readonly MetricPoint[]>;

export interface CurvePair {
  /** What is measured, without the part: `loss`. */
  readonly name: string;
  readonly train: string | null;
  readonly validation: string | null;
}

const PARTS = { train: /^train(?:ing)?[._](.+)$/, validation: /^val(?:idation)?[._](.+)$/ } as const;

/** The curves behind metric keys, by name; loss last, because a score is easier to read. */
export function curvePairs(keys: readonly string[]): readonly CurvePair[] {
  const pairs = new Map<string, CurvePair>();
  for (const key of new Set(keys)) {
    for (const part of ["train", "validation"] as const) {
      const name = PARTS[part].exec(key)?.[1];
      if (name === undefined) continue;
      pairs.set(name, { ...(pairs.get(name) ?? { name, train: null, validation: null }), [part]: key });
    }
  }
  return [...pairs.values()].sort((a, b) => Number(a.name === "loss") - Number(b.name === "loss"));
}

/** Points of a chart: finite values by step. A diverged epoch leaves a gap. */
export function pointsOf(history: readonly MetricPoint[] | undefined): readonly { x: number; y: number }[] {
  return (history ?? [])
    .filter((point) => Number.isFinite(point.value))
    .map((point) => ({ x: point.step, y: point.value }));
}
