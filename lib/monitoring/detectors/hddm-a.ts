/**
 * HDDM-A: the mean of all errors against the mean at the best moment, by Hoeffding's bound.
 *
 * Mean z of n values; the cut x (n₀ values) is renewed when x + ε(n₀) ≥ z + ε(n), ε(k) = √(ln(1/c) / 2k) with the drift confidence
 * c. The mean has risen when z − x ≥ √(m/2 · ln(2/c)), m = (n − n₀) / (n₀ n); tested with the drift confidence, then with the
 * warning confidence. A second cut, renewed upwards, sees a fall when `twoSided`. Source: Frías-Blanco et al. (2015), "Online and
 * non-parametric drift detection methods based on Hoeffding's bounds". O(1). Proved for values in [0, 1].
 *
 * What differs between tools:
 * - `river`: one side by default; a fall is drift when `twoSided`.
 * - `scikit-multiflow`: two sides by default, but a fall only restarts the detector in silence.
 * - `frouros`: ln(1/c) in place of ln(2/c), a cut is renewed the same way, judged from the 30th value.
 */
import { ignoreValue, isLoss } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireProbability, requireWithin } from "../../option-range";

export interface HddmAOptions {
  readonly variant: "river" | "scikit-multiflow" | "frouros";
  readonly driftConfidence: number;
  readonly warningConfidence: number;
  /** Whether a fall of the mean counts too. */
  readonly twoSided: boolean;
}

export interface HddmAState extends DetectorState {
  readonly options: HddmAOptions;
  count: number;
  mean: number;
  lowCount: number;
  lowMean: number;
  highCount: number;
  highMean: number;
}

const FROUROS_MIN_COUNT = 30;
const defaults: HddmAOptions = {
  variant: "river",
  driftConfidence: 0.001,
  warningConfidence: 0.005,
  twoSided: false,
};

/** HDDM-A over errors: 1 = wrong, 0 = right (or a loss between them). */
export const hddmA: Detector<HddmAOptions, HddmAState> = { defaults, create, update };

function create(chosen: Partial<HddmAOptions> = {}): HddmAState {
  const options = { ...defaults, ...chosen };
  requireProbability("driftConfidence", options.driftConfidence);
  requireWithin("warningConfidence", options.warningConfidence, { atLeast: options.driftConfidence, below: 1 });
  return {
    options,
    verdict: "stable",
    ignored: 0,
    count: 0,
    mean: 0,
    lowCount: 0,
    lowMean: 0,
    highCount: 0,
    highMean: 0,
  };
}

function update(state: HddmAState, value: number): Verdict {
  if (!isLoss(value)) return ignoreValue(state);
  if (state.verdict === "drift") restart(state);
  state.count += 1;
  state.mean += (value - state.mean) / state.count;
  renewCuts(state);
  state.verdict = judge(state);
  return state.verdict;
}

function renewCuts(state: HddmAState): void {
  const spread = Math.log(1 / state.options.driftConfidence) / 2;
  const bound = Math.sqrt(spread / state.count);
  if (state.lowCount === 0 || state.lowMean + Math.sqrt(spread / state.lowCount) >= state.mean + bound) {
    state.lowCount = state.count;
    state.lowMean = state.mean;
  }
  if (state.highCount === 0 || state.highMean - Math.sqrt(spread / state.highCount) <= state.mean - bound) {
    state.highCount = state.count;
    state.highMean = state.mean;
  }
}

function judge(state: HddmAState): Verdict {
  const { variant, driftConfidence, warningConfidence, twoSided } = state.options;
  if (variant === "frouros" && state.count < FROUROS_MIN_COUNT) return "stable";
  if (rises(state, driftConfidence)) return "drift";
  const verdict = rises(state, warningConfidence) ? "warning" : "stable";
  if (!twoSided) return verdict;
  if (falls(state, driftConfidence)) {
    if (variant !== "scikit-multiflow") return "drift";
    restart(state);
    return verdict;
  }
  return variant !== "scikit-multiflow" && falls(state, warningConfidence) ? "warning" : verdict;
}

function rises(state: HddmAState, confidence: number): boolean {
  return state.lowCount < state.count && state.mean - state.lowMean >= threshold(state, state.lowCount, confidence);
}

function falls(state: HddmAState, confidence: number): boolean {
  return state.highCount < state.count && state.highMean - state.mean >= threshold(state, state.highCount, confidence);
}

function threshold({ options, count }: HddmAState, cutCount: number, confidence: number): number {
  const sides = options.variant === "frouros" ? 1 : 2;
  return Math.sqrt(((count - cutCount) / (2 * cutCount * count)) * Math.log(sides / confidence));
}

function restart(state: HddmAState): void {
  state.count = 0;
  state.mean = 0;
  state.lowCount = 0;
  state.lowMean = 0;
  state.highCount = 0;
  state.highMean = 0;
}
