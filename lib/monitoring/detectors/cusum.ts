/**
 * CUSUM on the running mean: s ← max(0, s + x − μ − δ) with the mean μ updated first; drift when s > λ, from `minInstances` values
 * on. One-sided: it sees a rise of the mean. Source: Page (1954), "Continuous inspection schemes"; Frouros `CUSUM`. O(1).
 *
 * What differs between tools: River's `CUSUM` is two-sided and measures from a mean and in a deviation that it learns first and then
 * freezes: see `tabular-cusum`. Here the running mean follows the change, so that λ is in the units of the values.
 */
import { ignoreValue } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireCount, requireWithin } from "../../option-range";

export interface CusumOptions {
  readonly minInstances: number;
  /** The deviation that is tolerated. */
  readonly delta: number;
  /** λ: larger alarms less and later. */
  readonly threshold: number;
}

export interface CusumState extends DetectorState {
  readonly options: CusumOptions;
  count: number;
  mean: number;
  sum: number;
}

const defaults: CusumOptions = { minInstances: 30, delta: 0.005, threshold: 50 };

/** CUSUM over any numbers, on a rise of their mean. */
export const cusum: Detector<CusumOptions, CusumState> = { defaults, create, update };

function create(chosen: Partial<CusumOptions> = {}): CusumState {
  const options = { ...defaults, ...chosen };
  requireCount("minInstances", options.minInstances, 1);
  requireWithin("delta", options.delta, { atLeast: 0 });
  requireWithin("threshold", options.threshold, { above: 0 });
  return { options, verdict: "stable", ignored: 0, count: 0, mean: 0, sum: 0 };
}

function update(state: CusumState, value: number): Verdict {
  if (!Number.isFinite(value)) return ignoreValue(state);
  if (state.verdict === "drift") {
    state.count = 0;
    state.mean = 0;
    state.sum = 0;
  }
  const { minInstances, delta, threshold } = state.options;
  state.count += 1;
  state.mean += (value - state.mean) / state.count;
  const sum = state.sum + value - state.mean - delta;
  state.sum = sum > 0 ? sum : 0;
  state.verdict = state.count >= minInstances && sum > threshold ? "drift" : "stable";
  return state.verdict;
}
