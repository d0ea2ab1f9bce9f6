/**
 * FHDDM: the share of ones in a sliding window must not fall far below its maximum.
 *
 * u is the mean of the last `windowSize` bits and u_max its maximum since the start; drift when u_max − u > ε,
 * ε = √(ln(1/δ) / 2n) by Hoeffding's bound. The stacking form adds a short window with its own maximum and ε.
 * Source: Pesaranghader and Viktor (2016), "Fast Hoeffding drift detection method for evolving data streams"; River `FHDDM`. O(1).
 *
 * It fires on a fall: feed 1 = right. River's text asks for 1 = error, with which a rising error rate is never seen.
 */
import { ignoreValue } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireCount, requireProbability, requireWithin } from "../../option-range";

export interface FhddmOptions {
  readonly windowSize: number;
  /** δ: the chance of a false alarm that the bound allows. */
  readonly confidence: number;
  /** Length of the short window of the stacking form, or null. */
  readonly shortWindowSize: number | null;
}

export interface FhddmState extends DetectorState {
  readonly options: FhddmOptions;
  /** The last bits, as a ring that begins again at `seen` mod its length. */
  readonly bits: Uint8Array;
  seen: number;
  ones: number;
  shortOnes: number;
  max: number;
  shortMax: number;
  readonly epsilon: number;
  readonly shortEpsilon: number;
}

const defaults: FhddmOptions = { windowSize: 100, confidence: 1e-6, shortWindowSize: null };

/** FHDDM over bits: 1 = right, 0 = wrong; nothing else is read. */
export const fhddm: Detector<FhddmOptions, FhddmState> = { defaults, create, update };

function create(chosen: Partial<FhddmOptions> = {}): FhddmState {
  const options = { ...defaults, ...chosen };
  const { windowSize, shortWindowSize, confidence } = options;
  requireCount("windowSize", windowSize, 1);
  requireProbability("confidence", confidence);
  if (shortWindowSize !== null) {
    requireCount("shortWindowSize", shortWindowSize, 1);
    requireWithin("shortWindowSize", shortWindowSize, { atMost: windowSize });
  }
  return {
    options,
    verdict: "stable",
    ignored: 0,
    bits: new Uint8Array(windowSize),
    seen: 0,
    ones: 0,
    shortOnes: 0,
    max: 0,
    shortMax: 0,
    epsilon: hoeffding(confidence, windowSize),
    shortEpsilon: hoeffding(confidence, shortWindowSize ?? windowSize),
  };
}

function update(state: FhddmState, value: number): Verdict {
  if (value !== 0 && value !== 1) return ignoreValue(state);
  if (state.verdict === "drift") restart(state);
  push(state, value);
  state.verdict = state.seen >= state.options.windowSize && falls(state) ? "drift" : "stable";
  return state.verdict;
}

function push(state: FhddmState, value: number): void {
  const { bits, seen, options } = state;
  const size = options.windowSize;
  const short = options.shortWindowSize ?? size;
  const slot = seen % size;
  const leavesShort = seen >= short ? bits[(seen - short) % size]! : 0;
  const leaves = seen >= size ? bits[slot]! : 0;
  state.ones += value - leaves;
  state.shortOnes += value - leavesShort;
  bits[slot] = value;
  state.seen += 1;
}

function falls(state: FhddmState): boolean {
  const { windowSize, shortWindowSize } = state.options;
  const share = state.ones / windowSize;
  if (share > state.max) state.max = share;
  const long = state.max - share > state.epsilon;
  if (shortWindowSize === null) return long;
  const shortShare = state.shortOnes / shortWindowSize;
  if (shortShare > state.shortMax) state.shortMax = shortShare;
  return long || state.shortMax - shortShare > state.shortEpsilon;
}

function hoeffding(confidence: number, size: number): number {
  return Math.sqrt(Math.log(1 / confidence) / (2 * size));
}

function restart(state: FhddmState): void {
  state.bits.fill(0);
  state.seen = 0;
  state.ones = 0;
  state.shortOnes = 0;
  state.max = 0;
  state.shortMax = 0;
}
