/**
 * Drift as Deepchecks measures it: distances in [0, 1] instead of p-values, so that one threshold serves every size of data: 0.2 for features.
 * Source: Deepchecks, feature drift: the Kolmogorov–Smirnov statistic or the scaled earth mover's distance of numbers, bias-corrected Cramér's V or
 * floored PSI of categories.
 */
import { sharesOf } from "../count-pair";
import { cramersV } from "../distance/cramers-v";
import { flooredPsi } from "../distance/floored-psi";
import { scaledWasserstein } from "../distance/scaled-wasserstein";
import { ksStatistic } from "../ks";
import { driftValue, ofCounts, ofNumbers, pick, type ColumnKind, type DriftMethod } from "../method";

const FEATURE_THRESHOLD = 0.2;

/** Deepchecks' feature drift methods. */
export const DEEPCHECKS_METHODS = {
  ks: distance(
    "Kolmogorov-Smirnov",
    "numeric",
    ofNumbers((r, c) => driftValue(ksStatistic(r, c))),
  ),
  emd: distance(
    "Earth Mover's Distance",
    "numeric",
    ofNumbers((r, c) => pick(scaledWasserstein(r, c), (result) => result.distance)),
  ),
  cramers_v: distance(
    "Cramer's V",
    "categorical",
    ofCounts((pair) => pick(cramersV(pair), (result) => result.distance)),
  ),
  psi: distance(
    "PSI",
    "categorical",
    ofCounts((pair) => driftValue(flooredPsi(sharesOf(pair.reference), sharesOf(pair.current)))),
  ),
} as const satisfies Readonly<Record<string, DriftMethod>>;

export type DeepchecksMethod = keyof typeof DEEPCHECKS_METHODS;

/** The method that Deepchecks takes when nobody chooses. */
export function deepchecksDefault(kind: ColumnKind): DeepchecksMethod {
  return kind === "numeric" ? "ks" : "cramers_v";
}

function distance(label: string, kind: ColumnKind, measure: DriftMethod["measure"]): DriftMethod {
  return { label, kinds: [kind], score: "distance", threshold: FEATURE_THRESHOLD, operator: ">=", measure };
}
