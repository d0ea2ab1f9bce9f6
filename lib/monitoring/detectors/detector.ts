/**
 * A streaming detector: it reads one value at a time, keeps a bounded summary, and says after each value whether the stream still
 * behaves as before. Every detector of this folder is a pair of functions over a state that is plain data, so that a state can be
 * stored, sent to another thread and continued there.
 *
 * Shared conduct:
 * - `update` changes the state in place (no allocation per value) and returns the verdict.
 * - After `drift` the next value starts a new concept: the detector forgets what it knew (variants that do not say so).
 * - A value that the detector cannot read (NaN, an infinity; for detectors of errors also anything outside its range) changes
 *   nothing but `ignored`, and the verdict returned for it is `stable`.
 * - Options out of range are misuse: see `option-range`.
 */
export type Verdict = "stable" | "warning" | "drift";

/** What every state holds beside the numbers of its algorithm. */
export interface DetectorState {
  /** The verdict of the last value that was read. */
  verdict: Verdict;
  /** Values that could not be read. */
  ignored: number;
}

export interface Detector<Options extends object, State extends DetectorState> {
  readonly defaults: Options;
  /** A new state; options that are left out take their default. */
  create(options?: Partial<Options>): State;
  /** Reads one value; changes the state. */
  update(state: State, value: number): Verdict;
}

/** Counts a value that cannot be read. */
export function ignoreValue(state: DetectorState): Verdict {
  state.ignored += 1;
  return "stable";
}

/** Whether a detector of errors can read the value: a loss from 0 (right) to 1 (wrong). False for NaN. */
export function isLoss(value: number): boolean {
  return value >= 0 && value <= 1;
}
