/**
 * Page–Hinkley: the cumulated deviation from the running mean, and how far it has moved from its extreme.
 *
 * With the mean μ updated first and d = x − μ: up ← α up + d − δ, down ← α down + d + δ; drift when up − min(up) > λ (a rise of the
 * mean) or max(down) − down > λ (a fall), from `minInstances` values on. Source: Page (1954), "Continuous inspection schemes";
 * Mouss et al. (2004). O(1).
 *
 * What differs between tools:
 * - `river`: as above, both sides by default; max(down) starts at −1.
 * - `river-legacy`: one side, with a floor: s ← max(0, α s + d − δ), drift when s ≥ λ, tested one value earlier.
 * - `scikit-multiflow`: as `river-legacy`, but drift when s > λ.
 * - `frouros`: one side, no floor: s ← α s + d − δ, drift when s > λ.
 */
import { ignoreValue } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireCount, requireWithin } from "../../option-range";

export interface PageHinkleyOptions {
  readonly variant: "river" | "river-legacy" | "scikit-multiflow" | "frouros";
  readonly minInstances: number;
  /** The deviation that is tolerated. */
  readonly delta: number;
  /** λ: larger alarms less and later. */
  readonly threshold: number;
  /** The forgetting factor. */
  readonly alpha: number;
  /** Which changes of the mean count; only variant `river` reads it, the others see rises alone. */
  readonly mode: "both" | "up" | "down";
}

export interface PageHinkleyState extends DetectorState {
  readonly options: PageHinkleyOptions;
  count: number;
  mean: number;
  up: number;
  minUp: number;
  down: number;
  maxDown: number;
}

const defaults: PageHinkleyOptions = {
  variant: "river",
  minInstances: 30,
  delta: 0.005,
  threshold: 50,
  alpha: 0.9999,
  mode: "both",
};

/** Page–Hinkley over any numbers. */
export const pageHinkley: Detector<PageHinkleyOptions, PageHinkleyState> = { defaults, create, update };

function create(chosen: Partial<PageHinkleyOptions> = {}): PageHinkleyState {
  const options = { ...defaults, ...chosen };
  requireCount("minInstances", options.minInstances, 1);
  requireWithin("delta", options.delta, { atLeast: 0 });
  requireWithin("threshold", options.threshold, { above: 0 });
  requireWithin("alpha", options.alpha, { above: 0, atMost: 1 });
  return { options, verdict: "stable", ignored: 0, count: 0, mean: 0, up: 0, minUp: Infinity, down: 0, maxDown: -1 };
}

function update(state: PageHinkleyState, value: number): Verdict {
  if (!Number.isFinite(value)) return ignoreValue(state);
  if (state.verdict === "drift") restart(state);
  const { options } = state;
  state.count += 1;
  state.mean += (value - state.mean) / state.count;
  const deviation = value - state.mean;
  const drift = options.variant === "river" ? twoSided(state, deviation) : oneSided(state, deviation);
  state.verdict = drift ? "drift" : "stable";
  return state.verdict;
}

function twoSided(state: PageHinkleyState, deviation: number): boolean {
  const { alpha, delta, threshold, minInstances, mode } = state.options;
  state.up = alpha * state.up + deviation - delta;
  state.down = alpha * state.down + deviation + delta;
  if (state.up < state.minUp) state.minUp = state.up;
  if (state.down > state.maxDown) state.maxDown = state.down;
  if (state.count < minInstances) return false;
  const rise = mode !== "down" && state.up - state.minUp > threshold;
  const fall = mode !== "up" && state.maxDown - state.down > threshold;
  return rise || fall;
}

function oneSided(state: PageHinkleyState, deviation: number): boolean {
  const { alpha, delta, threshold, minInstances, variant } = state.options;
  const sum = alpha * state.up + (deviation - delta);
  if (variant === "frouros") {
    state.up = sum;
    return state.count >= minInstances && sum > threshold;
  }
  state.up = sum > 0 ? sum : 0;
  if (state.count + 1 < minInstances) return false;
  return variant === "river-legacy" ? state.up >= threshold : state.up > threshold;
}

function restart(state: PageHinkleyState): void {
  state.count = 0;
  state.mean = 0;
  state.up = 0;
  state.minUp = Infinity;
  state.down = 0;
  state.maxDown = -1;
}
