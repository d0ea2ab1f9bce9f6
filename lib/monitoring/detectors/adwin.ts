/**
 * ADWIN: a window that grows while the stream is stable and loses its old part when two of its parts have different means.
 *
 * A cut of the window in n₀ old and n₁ new values is a change when |μ₀ − μ₁| > ε, with
 * ε = √(2 m σ² δ′) + ⅔ m δ′, δ′ = ln(2 ln(n) / δ), m = 1/(n₀ − w + 1) + 1/(n₁ − w + 1), σ² the variance of the window, w the
 * least length of a part. The oldest bucket is dropped until no cut is a change. Cuts are tested every `clock` values.
 * Source: Bifet and Gavaldà (2007). Time O(log n) for a tested value, amortised O(1) for the others; memory O(log n).
 * Values of any range are read; the bound is proved for values in [0, 1].
 *
 * What differs between tools:
 * - `river` (its newest, Rust): every cut between buckets is tested; after a change the next value starts an empty window.
 * - `scikit-multiflow` (also early River): the cut after the last bucket of each row is not tested; a merge forgets the deviations
 *   of the older bucket; the newer part of the window is kept after a change, so one change is often reported many times.
 * - `frouros`: the cuts of scikit-multiflow, but parts must be longer than w and m divides by n − w − 1; restarted after a change.
 */
import { ignoreValue } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireCount, requireProbability } from "../../option-range";
import { clearWindow, dropOldest, emptyWindow, insertValue, slotsOf } from "./adwin-window";
import type { AdwinWindow } from "./adwin-window";

export interface AdwinOptions {
  readonly variant: "river" | "scikit-multiflow" | "frouros";
  /** Confidence: smaller alarms less. */
  readonly delta: number;
  /** Values between two tests. */
  readonly clock: number;
  readonly maxBuckets: number;
  /** The least length of each part of a cut. */
  readonly minWindowLength: number;
  /** No test before the window is wider than this. */
  readonly gracePeriod: number;
}

export interface AdwinState extends DetectorState, AdwinWindow {
  readonly options: AdwinOptions;
  /** Values since the last restart. */
  ticks: number;
}

const defaults: AdwinOptions = {
  variant: "river",
  delta: 0.002,
  clock: 32,
  maxBuckets: 5,
  minWindowLength: 5,
  gracePeriod: 10,
};

/** ADWIN over any numbers, on a rise or a fall of their mean. */
export const adwin: Detector<AdwinOptions, AdwinState> = { defaults, create, update };

function create(chosen: Partial<AdwinOptions> = {}): AdwinState {
  const options = { ...defaults, ...chosen };
  requireProbability("delta", options.delta);
  requireCount("clock", options.clock, 1);
  requireCount("maxBuckets", options.maxBuckets, 2);
  requireCount("minWindowLength", options.minWindowLength, 1);
  requireCount("gracePeriod", options.gracePeriod, 1);
  return { options, verdict: "stable", ignored: 0, ticks: 0, ...emptyWindow(options.maxBuckets) };
}

function update(state: AdwinState, value: number): Verdict {
  if (!Number.isFinite(value)) return ignoreValue(state);
  const { variant, maxBuckets, clock, gracePeriod } = state.options;
  const legacy = variant === "scikit-multiflow";
  if (state.verdict === "drift" && !legacy) {
    clearWindow(state);
    state.ticks = 0;
  }
  insertValue(state, value, maxBuckets, !legacy);
  state.ticks += 1;
  state.verdict = "stable";
  if (state.ticks % clock !== 0 || state.width <= gracePeriod) return "stable";
  while (hasChange(state)) {
    dropOldest(state, maxBuckets);
    state.verdict = "drift";
  }
  return state.verdict;
}

/** Whether some cut of the window is a change: cuts from the oldest bucket to the newest. */
function hasChange(state: AdwinState): boolean {
  const { variant, delta, maxBuckets, minWindowLength } = state.options;
  const unread = variant === "river" ? 0 : 1;
  const shift = variant === "frouros" ? minWindowLength + 1 : minWindowLength - 1;
  const confidence = Math.log((2 * Math.log(state.width)) / delta);
  const variance = Math.max(0, state.squares / state.width);
  let oldCount = 0;
  let oldTotal = 0;
  for (let row = state.rows - 1; row >= 0; row--) {
    const first = row * slotsOf(maxBuckets);
    const last = first + state.sizes[row]! - unread;
    for (let slot = first; slot < last; slot++) {
      oldCount += 2 ** row;
      oldTotal += state.totals[slot]!;
      const newCount = state.width - oldCount;
      if (newCount <= shift || newCount < minWindowLength) return false;
      if (oldCount <= shift || oldCount < minWindowLength) continue;
      const m = 1 / (oldCount - shift) + 1 / (newCount - shift);
      const bound = Math.sqrt(2 * m * variance * confidence) + (2 / 3) * confidence * m;
      if (Math.abs(oldTotal / oldCount - (state.total - oldTotal) / newCount) > bound) return true;
    }
  }
  return false;
}
