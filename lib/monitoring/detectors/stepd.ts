/**
 * STEPD: the share of errors in the last `windowSize` values against the share before them, by a test of equal proportions.
 *
 * With errors r₀ of n₀ older values and r₁ of n₁ recent ones, p̂ their pooled share and h = 1/n₀ + 1/n₁:
 * T = (|r₀/n₀ − r₁/n₁| − h/2) / √(p̂ (1 − p̂) h), P = 1 − Φ(T); drift when P < `driftAlpha`, warning when P < `warningAlpha`, from
 * 2 · windowSize values on. Source: Nishida and Yamauchi (2007), "Detecting concept drift using statistical testing". O(1).
 *
 * What differs:
 * - `paper`: only a rise of the error rate counts, and a difference smaller than the continuity correction is none (P = ½ or more).
 * - `frouros`: both directions count; P = 1 − Φ(|T|), so that a difference far smaller than the correction can raise an alarm when
 *   errors are rare; warnings are found but never reported.
 */
import { normalSf } from "../../statistics/distributions/normal";
import { ignoreValue } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireCount, requireProbability, requireWithin } from "../../option-range";

export interface StepdOptions {
  readonly variant: "paper" | "frouros";
  readonly driftAlpha: number;
  readonly warningAlpha: number;
  readonly windowSize: number;
}

export interface StepdState extends DetectorState {
  readonly options: StepdOptions;
  /** The last bits, as a ring that begins again at `seen` mod its length. */
  readonly bits: Uint8Array;
  seen: number;
  errors: number;
  recentErrors: number;
  /** P of the last test; 1 before the first and when all values are alike. */
  pValue: number;
}

const defaults: StepdOptions = { variant: "paper", driftAlpha: 0.003, warningAlpha: 0.05, windowSize: 30 };

/** STEPD over errors: 1 = wrong, 0 = right; nothing else is read. */
export const stepd: Detector<StepdOptions, StepdState> = { defaults, create, update };

function create(chosen: Partial<StepdOptions> = {}): StepdState {
  const options = { ...defaults, ...chosen };
  requireProbability("driftAlpha", options.driftAlpha);
  requireWithin("warningAlpha", options.warningAlpha, { atLeast: options.driftAlpha, below: 1 });
  requireCount("windowSize", options.windowSize, 1);
  return {
    options,
    verdict: "stable",
    ignored: 0,
    bits: new Uint8Array(options.windowSize),
    seen: 0,
    errors: 0,
    recentErrors: 0,
    pValue: 1,
  };
}

function update(state: StepdState, value: number): Verdict {
  if (value !== 0 && value !== 1) return ignoreValue(state);
  if (state.verdict === "drift") restart(state);
  const { variant, windowSize, driftAlpha, warningAlpha } = state.options;
  const slot = state.seen % windowSize;
  state.recentErrors += value - (state.seen >= windowSize ? state.bits[slot]! : 0);
  state.bits[slot] = value;
  state.seen += 1;
  state.errors += value;
  state.verdict = "stable";
  if (state.seen < 2 * windowSize) return "stable";
  state.pValue = pValueOf(state);
  if (state.pValue < driftAlpha) state.verdict = "drift";
  else if (variant === "paper" && state.pValue < warningAlpha) state.verdict = "warning";
  return state.verdict;
}

function pValueOf({ options, seen, errors, recentErrors }: StepdState): number {
  const recent = options.windowSize;
  const older = seen - recent;
  const pooled = errors / seen;
  if (pooled === 0 || pooled === 1) return 1;
  const rise = recentErrors / recent - (errors - recentErrors) / older;
  if (options.variant === "paper" && rise <= 0) return 1;
  const spread = 1 / older + 1 / recent;
  const statistic = (Math.abs(rise) - spread / 2) / Math.sqrt(pooled * (1 - pooled) * spread);
  return normalSf(options.variant === "frouros" ? Math.abs(statistic) : statistic);
}

function restart(state: StepdState): void {
  state.bits.fill(0);
  state.seen = 0;
  state.errors = 0;
  state.recentErrors = 0;
  state.pValue = 1;
}
