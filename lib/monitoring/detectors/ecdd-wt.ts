/**
 * ECDD-WT: an EWMA chart of the errors whose limit keeps the run length between false alarms constant.
 *
 * p is the running error rate and z ← λ x + (1 − λ) z from 0, with σ² = p (1 − p) λ / (2 − λ) (1 − (1 − λ)^2n). Drift when
 * z > p + L(p) σ, warning when z > p + w L(p) σ. L is the polynomial that Ross et al. fitted for λ = 0.2 and the wanted average run
 * length (100, 400 or 1000). Source: Ross et al. (2012), "Exponentially weighted moving average charts for detecting concept
 * drift"; Frouros `ECDDWT`. O(1).
 */
import { ignoreValue, isLoss } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireChoice, requireCount, requireProbability } from "../../option-range";

/** Values between two false alarms, on average. */
export type AverageRunLength = 100 | 400 | 1000;

export interface EcddWtOptions {
  /** λ: the weight of the newest value. */
  readonly lambda: number;
  readonly averageRunLength: AverageRunLength;
  /** The share of the limit at which a warning begins. */
  readonly warningLevel: number;
  readonly minInstances: number;
}

export interface EcddWtState extends DetectorState {
  readonly options: EcddWtOptions;
  count: number;
  errorRate: number;
  weightedRate: number;
}

/** Coefficients of 1, p, p³, p⁵ and p⁷ in the control limit. */
const LIMITS: Readonly<Record<AverageRunLength, readonly [number, number, number, number, number]>> = {
  100: [2.76, -6.23, 18.12, -312.45, 1002.18],
  400: [3.97, -6.56, 48.73, -330.13, 848.18],
  1000: [1.17, 7.56, -21.24, 112.12, -987.23],
};
const defaults: EcddWtOptions = { lambda: 0.2, averageRunLength: 400, warningLevel: 0.5, minInstances: 30 };

/** ECDD-WT over errors: 1 = wrong, 0 = right (or a loss between them). */
export const ecddWt: Detector<EcddWtOptions, EcddWtState> = { defaults, create, update };

function create(chosen: Partial<EcddWtOptions> = {}): EcddWtState {
  const options = { ...defaults, ...chosen };
  requireProbability("lambda", options.lambda);
  requireProbability("warningLevel", options.warningLevel);
  requireCount("minInstances", options.minInstances, 1);
  requireChoice("averageRunLength", options.averageRunLength, Object.keys(LIMITS).map(Number));
  return { options, verdict: "stable", ignored: 0, count: 0, errorRate: 0, weightedRate: 0 };
}

function update(state: EcddWtState, value: number): Verdict {
  if (!isLoss(value)) return ignoreValue(state);
  if (state.verdict === "drift") {
    state.count = 0;
    state.errorRate = 0;
    state.weightedRate = 0;
  }
  const { lambda, minInstances } = state.options;
  state.count += 1;
  state.errorRate += (value - state.errorRate) / state.count;
  state.weightedRate = lambda * value + (1 - lambda) * state.weightedRate;
  state.verdict = state.count < minInstances ? "stable" : judge(state);
  return state.verdict;
}

function judge({ options, count, errorRate, weightedRate }: EcddWtState): Verdict {
  const { lambda, averageRunLength, warningLevel } = options;
  const errorVariance = Math.max(0, errorRate * (1 - errorRate));
  const variance = (lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * count)) * errorVariance;
  const limit = controlLimit(errorRate, averageRunLength) * Math.sqrt(variance);
  if (weightedRate > errorRate + limit) return "drift";
  return weightedRate > errorRate + warningLevel * limit ? "warning" : "stable";
}

function controlLimit(p: number, length: AverageRunLength): number {
  const [constant, first, third, fifth, seventh] = LIMITS[length];
  const squared = p * p;
  return constant + p * (first + squared * (third + squared * (fifth + squared * seventh)));
}
