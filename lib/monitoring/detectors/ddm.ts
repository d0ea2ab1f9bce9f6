/**
 * DDM: the error rate of a model that still fits never rises far above its best.
 *
 * p is the running error rate and s = √(p (1 − p) / n); the pair with the smallest p + s is kept. Warning when
 * p + s > p_min + 2 s_min, drift when p + s > p_min + 3 s_min. Source: Gama et al. (2004), "Learning with drift detection". O(1).
 *
 * What differs between tools: the first value that is judged (`river`: after 30, `frouros`: the 30th, `scikit-multiflow`: the 29th)
 * and whether a tie of p + s renews the minimum (Frouros: no). River's text says ≥ where its code tests >.
 */
import { ignoreValue, isLoss } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireCount, requireWithin } from "../../option-range";

export interface DdmOptions {
  readonly variant: "river" | "scikit-multiflow" | "frouros";
  /** Values before the first judgement. */
  readonly warmStart: number;
  /** Deviations above the best for a warning. */
  readonly warningLevel: number;
  /** Deviations above the best for drift. */
  readonly driftLevel: number;
}

export interface DdmState extends DetectorState {
  readonly options: DdmOptions;
  count: number;
  errorRate: number;
  minErrorRate: number;
  minDeviation: number;
}

const defaults: DdmOptions = { variant: "river", warmStart: 30, warningLevel: 2, driftLevel: 3 };

/** DDM over errors: 1 = wrong, 0 = right (or a loss between them). */
export const ddm: Detector<DdmOptions, DdmState> = { defaults, create, update };

function create(chosen: Partial<DdmOptions> = {}): DdmState {
  const options = { ...defaults, ...chosen };
  requireCount("warmStart", options.warmStart, 1);
  requireWithin("warningLevel", options.warningLevel, { above: 0 });
  requireWithin("driftLevel", options.driftLevel, { atLeast: options.warningLevel });
  return {
    options,
    verdict: "stable",
    ignored: 0,
    count: 0,
    errorRate: 0,
    minErrorRate: Infinity,
    minDeviation: Infinity,
  };
}

function update(state: DdmState, value: number): Verdict {
  if (!isLoss(value)) return ignoreValue(state);
  if (state.verdict === "drift") restart(state);
  state.count += 1;
  state.errorRate += (value - state.errorRate) / state.count;
  state.verdict = state.count < firstJudged(state.options) ? "stable" : judge(state);
  return state.verdict;
}

function firstJudged({ variant, warmStart }: DdmOptions): number {
  if (variant === "river") return warmStart + 1;
  return variant === "frouros" ? warmStart : warmStart - 1;
}

function judge(state: DdmState): Verdict {
  const { variant, warningLevel, driftLevel } = state.options;
  const rate = state.errorRate;
  // Rounding can leave a rate of 1 + 1e-16.
  const deviation = Math.sqrt(Math.max(0, rate * (1 - rate)) / state.count);
  const best = state.minErrorRate + state.minDeviation;
  const level = rate + deviation;
  if (level < best || (level === best && variant !== "frouros")) {
    state.minErrorRate = rate;
    state.minDeviation = deviation;
  }
  if (level > state.minErrorRate + driftLevel * state.minDeviation) return "drift";
  return level > state.minErrorRate + warningLevel * state.minDeviation ? "warning" : "stable";
}

function restart(state: DdmState): void {
  state.count = 0;
  state.errorRate = 0;
  state.minErrorRate = Infinity;
  state.minDeviation = Infinity;
}
