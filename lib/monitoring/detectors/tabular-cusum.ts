/**
 * Tabular CUSUM: both cumulated sums of what exceeds a slack, against a reference that is learned once and then frozen.
 *
 * The first `minInstances` values give the mean μ and the sample deviation σ. From the last of them on:
 * s⁺ ← max(0, s⁺ + x − μ − k σ), s⁻ ← max(0, s⁻ − (x − μ) − k σ); drift when one exceeds h σ. Free of units.
 * Source: Page (1954), "Continuous inspection schemes"; River `CUSUM`. O(1).
 *
 * With the usual k = ½ and h = 5 a stable stream alarms once in some hundred values: raise h for long streams. A constant warm-up
 * leaves σ = 0, and any other value is then drift.
 */
import { ignoreValue } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireCount, requireWithin } from "../../option-range";

export interface TabularCusumOptions {
  readonly minInstances: number;
  /** k, in deviations. */
  readonly slack: number;
  /** h, in deviations. */
  readonly threshold: number;
  /** Which changes of the mean count. */
  readonly mode: "both" | "up" | "down";
}

export interface TabularCusumState extends DetectorState {
  readonly options: TabularCusumOptions;
  count: number;
  mean: number;
  /** Sum of squared deviations of the warm-up. */
  squares: number;
  rise: number;
  fall: number;
}

const defaults: TabularCusumOptions = { minInstances: 30, slack: 0.5, threshold: 5, mode: "both" };

/** Tabular CUSUM over any numbers. */
export const tabularCusum: Detector<TabularCusumOptions, TabularCusumState> = { defaults, create, update };

function create(chosen: Partial<TabularCusumOptions> = {}): TabularCusumState {
  const options = { ...defaults, ...chosen };
  requireCount("minInstances", options.minInstances, 2);
  requireWithin("slack", options.slack, { atLeast: 0 });
  requireWithin("threshold", options.threshold, { above: 0 });
  return { options, verdict: "stable", ignored: 0, count: 0, mean: 0, squares: 0, rise: 0, fall: 0 };
}

function update(state: TabularCusumState, value: number): Verdict {
  if (!Number.isFinite(value)) return ignoreValue(state);
  if (state.verdict === "drift") restart(state);
  const { minInstances, mode } = state.options;
  state.count += 1;
  if (state.count <= minInstances) learn(state, value);
  state.verdict = "stable";
  if (state.count < minInstances) return "stable";
  const limit = accumulate(state, value);
  if ((mode !== "down" && state.rise > limit) || (mode !== "up" && state.fall > limit)) state.verdict = "drift";
  return state.verdict;
}

function learn(state: TabularCusumState, value: number): void {
  const before = value - state.mean;
  state.mean += before / state.count;
  state.squares += before * (value - state.mean);
}

/** Adds to both sums; the limit that they may not exceed. */
function accumulate(state: TabularCusumState, value: number): number {
  const { minInstances, slack, threshold } = state.options;
  const deviation = Math.sqrt(state.squares / (minInstances - 1));
  const distance = value - state.mean;
  state.rise = Math.max(0, state.rise + distance - slack * deviation);
  state.fall = Math.max(0, state.fall - distance - slack * deviation);
  return threshold * deviation;
}

function restart(state: TabularCusumState): void {
  state.count = 0;
  state.mean = 0;
  state.squares = 0;
  state.rise = 0;
  state.fall = 0;
}
