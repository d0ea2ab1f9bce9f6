/**
 * HDDM-W: HDDM-A with weighted means, so that recent errors count more, and McDiarmid's bound.
 *
 * A sample is its weighted mean e ← λ x + (1 − λ) e and b ← λ² + (1 − λ)² b; its bound is √(b ln(1/c) / 2). The cut is the sample of
 * all values at the moment of the least e + bound; the values after it form a second sample. The mean has risen when
 * e₂ − e₁ > √((b₁ + b₂) ln(1/c) / 2), tested with the drift confidence, then with the warning confidence. Mirrored for a fall when
 * `twoSided`. Source: Frías-Blanco et al. (2015). O(1). Proved for values in [0, 1].
 *
 * What differs between tools:
 * - `river`: e starts at the first value, b at λ² + (1 − λ)².
 * - `scikit-multiflow`: b starts at 1; its second side starts at a cut of +∞ and so never fires: `twoSided` has no effect.
 * - `frouros`: e starts at 0, the cut is chosen with confidence λ instead of the drift confidence, judged from the 30th value; its
 *   second side compares the wrong samples: `twoSided` has no effect here.
 */
import { ignoreValue, isLoss } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireProbability, requireWithin } from "../../option-range";

export interface HddmWOptions {
  readonly variant: "river" | "scikit-multiflow" | "frouros";
  readonly driftConfidence: number;
  readonly warningConfidence: number;
  /** λ: the weight of the newest value. */
  readonly lambda: number;
  /** Whether a fall of the mean counts too; only variant `river` reads it. */
  readonly twoSided: boolean;
}

/** A weighted mean and the sum of squared weights that bounds it; `started` once it has read a value. */
export interface WeightedSample {
  started: boolean;
  mean: number;
  bound: number;
}

export interface HddmWState extends DetectorState {
  readonly options: HddmWOptions;
  count: number;
  readonly total: WeightedSample;
  lowCut: number;
  readonly beforeLow: WeightedSample;
  readonly afterLow: WeightedSample;
  highCut: number;
  readonly beforeHigh: WeightedSample;
  readonly afterHigh: WeightedSample;
}

const FROUROS_MIN_COUNT = 30;
const defaults: HddmWOptions = {
  variant: "river",
  driftConfidence: 0.001,
  warningConfidence: 0.005,
  lambda: 0.05,
  twoSided: false,
};

/** HDDM-W over errors: 1 = wrong, 0 = right (or a loss between them). */
export const hddmW: Detector<HddmWOptions, HddmWState> = { defaults, create, update };

function create(chosen: Partial<HddmWOptions> = {}): HddmWState {
  const options = { ...defaults, ...chosen };
  requireProbability("driftConfidence", options.driftConfidence);
  requireWithin("warningConfidence", options.warningConfidence, { atLeast: options.driftConfidence, below: 1 });
  requireProbability("lambda", options.lambda);
  return {
    options,
    verdict: "stable",
    ignored: 0,
    count: 0,
    total: emptySample(),
    lowCut: Infinity,
    beforeLow: emptySample(),
    afterLow: emptySample(),
    highCut: -Infinity,
    beforeHigh: emptySample(),
    afterHigh: emptySample(),
  };
}

function update(state: HddmWState, value: number): Verdict {
  if (!isLoss(value)) return ignoreValue(state);
  if (state.verdict === "drift") restart(state);
  state.count += 1;
  addValue(state.total, value, state.options);
  renewCuts(state, value);
  state.verdict = judge(state);
  return state.verdict;
}

function renewCuts(state: HddmWState, value: number): void {
  const { options, total } = state;
  const confidence = options.variant === "frouros" ? options.lambda : options.driftConfidence;
  const bound = mcDiarmid(total.bound, confidence);
  if (total.mean + bound < state.lowCut) {
    state.lowCut = total.mean + bound;
    copySample(total, state.beforeLow);
    clearSample(state.afterLow);
  } else addValue(state.afterLow, value, options);
  if (total.mean - bound > state.highCut) {
    state.highCut = total.mean - bound;
    copySample(total, state.beforeHigh);
    clearSample(state.afterHigh);
  } else addValue(state.afterHigh, value, options);
}

function judge(state: HddmWState): Verdict {
  const { variant, driftConfidence, warningConfidence, twoSided } = state.options;
  if (variant === "frouros" && state.count < FROUROS_MIN_COUNT) return "stable";
  const { beforeLow, afterLow, beforeHigh, afterHigh } = state;
  const both = twoSided && variant === "river";
  if (rises(beforeLow, afterLow, driftConfidence)) return "drift";
  if (both && rises(afterHigh, beforeHigh, driftConfidence)) return "drift";
  if (rises(beforeLow, afterLow, warningConfidence)) return "warning";
  return both && rises(afterHigh, beforeHigh, warningConfidence) ? "warning" : "stable";
}

function rises(from: WeightedSample, to: WeightedSample, confidence: number): boolean {
  return from.started && to.started && to.mean - from.mean > mcDiarmid(from.bound + to.bound, confidence);
}

function mcDiarmid(bound: number, confidence: number): number {
  return Math.sqrt((bound * Math.log(1 / confidence)) / 2);
}

function addValue(sample: WeightedSample, value: number, { variant, lambda }: HddmWOptions): void {
  const first = !sample.started;
  sample.started = true;
  const kept = 1 - lambda;
  sample.mean = first && variant !== "frouros" ? value : lambda * value + kept * sample.mean;
  sample.bound = first && variant === "scikit-multiflow" ? 1 : lambda * lambda + kept * kept * sample.bound;
}

function emptySample(): WeightedSample {
  return { started: false, mean: 0, bound: 1 };
}

function clearSample(sample: WeightedSample): void {
  sample.started = false;
  sample.mean = 0;
  sample.bound = 1;
}

function copySample(from: WeightedSample, to: WeightedSample): void {
  to.started = from.started;
  to.mean = from.mean;
  to.bound = from.bound;
}

function restart(state: HddmWState): void {
  state.count = 0;
  clearSample(state.total);
  state.lowCut = Infinity;
  clearSample(state.beforeLow);
  clearSample(state.afterLow);
  state.highCut = -Infinity;
  clearSample(state.beforeHigh);
  clearSample(state.afterHigh);
}
