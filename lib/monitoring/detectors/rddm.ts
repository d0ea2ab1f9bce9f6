/**
 * RDDM: DDM that recovers its sensitivity in long concepts by forgetting old errors.
 *
 * As DDM (rate p, s = √(p (1 − p) / n), the least p + s kept), with levels 1.773 (warning) and 2.258 (drift) from 129 values on, and:
 * more than `maxWarnings` warnings in a row are drift; a concept of `maxConceptSize` values is recalculated from its last
 * `minConceptSize` errors. After drift the statistics are recalculated from the stored errors: all of them when a warning came
 * before, the last one when not.
 * Source: Barros et al. (2017), "RDDM: Reactive drift detection method"; Frouros `RDDM`. O(1), but O(minConceptSize) for the values
 * that recalculate.
 *
 * What differs: `afterDrift: "replay"` recalculates, as the authors and Frouros when nobody calls its reset(); `"restart"` starts
 * from nothing, as Frouros does under a caller that resets it after each drift.
 */
import { ignoreValue } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireCount, requireWithin } from "../../option-range";

export interface RddmOptions {
  readonly afterDrift: "replay" | "restart";
  /** Values before the first judgement. */
  readonly minInstances: number;
  readonly warningLevel: number;
  readonly driftLevel: number;
  readonly maxConceptSize: number;
  readonly minConceptSize: number;
  readonly maxWarnings: number;
}

export interface RddmState extends DetectorState {
  readonly options: RddmOptions;
  count: number;
  errorRate: number;
  minErrorRate: number;
  minDeviation: number;
  warnings: number;
  /** Whether the next value recalculates the statistics first. */
  recalculates: boolean;
  /** The stored errors: a ring of `stored` bits that begins at `first`. */
  readonly bits: Uint8Array;
  first: number;
  stored: number;
}

const defaults: RddmOptions = {
  afterDrift: "replay",
  minInstances: 129,
  warningLevel: 1.773,
  driftLevel: 2.258,
  maxConceptSize: 40_000,
  minConceptSize: 7_000,
  maxWarnings: 1_400,
};

/** RDDM over errors: 1 = wrong, 0 = right; nothing else is read. */
export const rddm: Detector<RddmOptions, RddmState> = { defaults, create, update };

function create(chosen: Partial<RddmOptions> = {}): RddmState {
  const options = { ...defaults, ...chosen };
  requireCount("minInstances", options.minInstances, 1);
  requireWithin("warningLevel", options.warningLevel, { above: 0 });
  requireWithin("driftLevel", options.driftLevel, { above: options.warningLevel });
  requireCount("minConceptSize", options.minConceptSize, 1);
  requireCount("maxConceptSize", options.maxConceptSize, options.minConceptSize);
  requireCount("maxWarnings", options.maxWarnings, 1);
  return {
    options,
    verdict: "stable",
    ignored: 0,
    count: 0,
    errorRate: 0,
    minErrorRate: Infinity,
    minDeviation: Infinity,
    warnings: 0,
    recalculates: false,
    bits: new Uint8Array(options.minConceptSize),
    first: 0,
    stored: 0,
  };
}

function update(state: RddmState, value: number): Verdict {
  if (value !== 0 && value !== 1) return ignoreValue(state);
  if (state.recalculates) recalculate(state);
  store(state, value);
  count(state, value);
  state.verdict = state.count < state.options.minInstances ? "stable" : judge(state);
  return state.verdict;
}

function judge(state: RddmState): Verdict {
  const { driftLevel, warningLevel, maxWarnings, maxConceptSize } = state.options;
  const deviation = deviationOf(state);
  renewMinimum(state, deviation);
  const level = state.errorRate + deviation;
  if (level > state.minErrorRate + driftLevel * state.minDeviation) return drift(state, state.warnings === 0);
  if (level > state.minErrorRate + warningLevel * state.minDeviation) {
    if (state.warnings >= maxWarnings) return drift(state, true);
    state.warnings += 1;
    return "warning";
  }
  state.warnings = 0;
  if (state.count >= maxConceptSize) state.recalculates = true;
  return "stable";
}

function drift(state: RddmState, keepLastOnly: boolean): Verdict {
  state.recalculates = true;
  if (keepLastOnly) {
    state.first = (state.first + state.stored - 1) % state.bits.length;
    state.stored = 1;
  }
  return "drift";
}

/** Starts the statistics again and counts the stored errors. */
function recalculate(state: RddmState): void {
  const { afterDrift, minInstances } = state.options;
  const drifted = state.verdict === "drift";
  state.recalculates = false;
  state.count = 0;
  state.errorRate = 0;
  state.minErrorRate = Infinity;
  state.minDeviation = Infinity;
  state.warnings = 0;
  if (drifted && afterDrift === "restart") {
    state.stored = 0;
    return;
  }
  for (let index = 0; index < state.stored; index++) {
    count(state, state.bits[(state.first + index) % state.bits.length]!);
    if (drifted && state.count >= minInstances) renewMinimum(state, deviationOf(state));
  }
}

function store(state: RddmState, value: number): void {
  const size = state.bits.length;
  state.bits[(state.first + state.stored) % size] = value;
  if (state.stored < size) state.stored += 1;
  else state.first = (state.first + 1) % size;
}

function count(state: RddmState, value: number): void {
  state.count += 1;
  state.errorRate += (value - state.errorRate) / state.count;
}

function deviationOf({ errorRate, count: values }: RddmState): number {
  return Math.sqrt(Math.max(0, errorRate * (1 - errorRate)) / values);
}

function renewMinimum(state: RddmState, deviation: number): void {
  if (state.errorRate + deviation >= state.minErrorRate + state.minDeviation) return;
  state.minErrorRate = state.errorRate;
  state.minDeviation = deviation;
}
