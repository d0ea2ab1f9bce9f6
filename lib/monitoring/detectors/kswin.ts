/**
 * KSWIN: a Kolmogorov–Smirnov test of the newest values of a window against as many drawn from its older part.
 *
 * When the window of `windowSize` values is full: its last `sampleSize` values against `sampleSize` drawn without replacement from
 * the others; drift when p ≤ α and D > 0.1. The test repeats at every value, so α is no false-alarm rate: keep it far below 0.01.
 * Source: Raab et al. (2020), "Reactive soft prototype computing for concept drift streams"; River `KSWIN`. Time per value
 * O(r log r) in the sample size r, constant in the stream; the only detector here that allocates (its samples, at every value).
 *
 * What differs between tools: River draws with CPython's `random.Random(seed).sample`, which is followed here word for word (in its
 * form for a small population), and starts an empty window, with the seed again, after drift. scikit-multiflow draws with
 * replacement from numpy's global stream, keeps the newest r values after drift, and tests before it adds the new value. Frouros
 * uses α = 0.0001.
 */
import { ignoreValue } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireCount, requireProbability, requireWithin } from "../../option-range";
import { createTwister, randomBelow, seedTwister } from "./mersenne-twister";
import type { TwisterState } from "./mersenne-twister";

export interface KswinOptions {
  readonly alpha: number;
  readonly windowSize: number;
  readonly sampleSize: number;
  /** A whole number in [0, 2^32). */
  readonly seed: number;
}

export interface KswinState extends DetectorState {
  readonly options: KswinOptions;
  /** The last values, as a ring that begins again at `seen` mod its length. */
  readonly values: Float64Array;
  seen: number;
  /** p of the last test; 0 before the first. */
  pValue: number;
  readonly twister: TwisterState;
}

const MIN_DISTANCE = 0.1;
const defaults: KswinOptions = { alpha: 0.005, windowSize: 100, sampleSize: 30, seed: 42 };

/** KSWIN over any numbers, on any change of their distribution. */
export const kswin: Detector<KswinOptions, KswinState> = { defaults, create, update };

function create(chosen: Partial<KswinOptions> = {}): KswinState {
  const options = { ...defaults, ...chosen };
  requireProbability("alpha", options.alpha);
  requireCount("sampleSize", options.sampleSize, 1);
  requireCount("windowSize", options.windowSize, 2 * options.sampleSize);
  requireCount("seed", options.seed, 0);
  requireWithin("seed", options.seed, { below: 2 ** 32 });
  return {
    options,
    verdict: "stable",
    ignored: 0,
    values: new Float64Array(options.windowSize),
    seen: 0,
    pValue: 0,
    twister: createTwister(options.seed),
  };
}

function update(state: KswinState, value: number): Verdict {
  if (!Number.isFinite(value)) return ignoreValue(state);
  const { alpha, windowSize, sampleSize, seed } = state.options;
  if (state.verdict === "drift") {
    state.seen = 0;
    state.pValue = 0;
    seedTwister(state.twister, seed);
  }
  state.values[state.seen % windowSize] = value;
  state.seen += 1;
  state.verdict = "stable";
  if (state.seen < windowSize) return "stable";
  const steps = largestGap(drawOlder(state), newest(state));
  state.pValue = equalSizeKsPValue(steps, sampleSize);
  if (state.pValue <= alpha && steps / sampleSize > MIN_DISTANCE) state.verdict = "drift";
  return state.verdict;
}

/** The value at a position of the window, oldest first. */
function valueAt({ values, seen }: KswinState, position: number): number {
  return values[(seen + position) % values.length]!;
}

function newest(state: KswinState): Float64Array {
  const { windowSize, sampleSize } = state.options;
  const values = new Float64Array(sampleSize);
  for (let index = 0; index < sampleSize; index++) values[index] = valueAt(state, windowSize - sampleSize + index);
  return values;
}

/** Draws from the older part without replacement: a drawn place is filled by the last one that is left. */
function drawOlder(state: KswinState): Float64Array {
  const { windowSize, sampleSize } = state.options;
  const older = windowSize - sampleSize;
  const pool = new Float64Array(older);
  for (let index = 0; index < older; index++) pool[index] = valueAt(state, index);
  const drawn = new Float64Array(sampleSize);
  for (let index = 0; index < sampleSize; index++) {
    const place = randomBelow(state.twister, older - index);
    drawn[index] = pool[place]!;
    pool[place] = pool[older - index - 1]!;
  }
  return drawn;
}

/** The largest gap of two empirical curves over samples of one size, in steps of 1 / size. Sorts both samples. */
function largestGap(first: Float64Array, second: Float64Array): number {
  const size = first.length;
  first.sort();
  second.sort();
  let [i, j, largest] = [0, 0, 0];
  while (i < size && j < size) {
    const value = Math.min(first[i]!, second[j]!);
    while (i < size && first[i] === value) i++;
    while (j < size && second[j] === value) j++;
    largest = Math.max(largest, Math.abs(i - j));
  }
  return largest;
}

/**
 * P(D ≥ steps / n) for two samples of n values each: 2 Σ (−1)^(k+1) C(2n, n − k·steps) / C(2n, n), k = 1, 2, …
 * Source: Gnedenko and Korolyuk (1951).
 */
export function equalSizeKsPValue(steps: number, size: number): number {
  if (steps === 0) return 1;
  let sum = 0;
  for (let k = 1; k * steps <= size; k++) {
    let ratio = 1;
    for (let i = 1; i <= k * steps; i++) ratio *= (size - k * steps + i) / (size + i);
    sum += k % 2 === 1 ? ratio : -ratio;
  }
  return Math.min(1, 2 * sum);
}
