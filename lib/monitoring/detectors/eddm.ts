/**
 * EDDM: errors of a model that still fits do not come closer to each other.
 *
 * At each error: the distance to the previous error, the running mean μ and deviation σ of the distances, v = μ + 2σ and its
 * maximum. After `warmStart` errors, v / max(v) < α is a warning and < β is drift. Source: Baena-García et al. (2006), "Early drift
 * detection method". O(1). Values between errors leave the verdict of the last error (a warning lasts until an error lifts it).
 *
 * What differs between tools:
 * - `river`: σ of the sample (n − 1); judged after 30 values and after 30 errors; a new maximum does not lift a warning.
 * - `scikit-multiflow`: σ of the population (n); judged from the 29th value and after 30 errors.
 * - `frouros`: σ of the population; judged from the 30th value and the 30th error; a value between errors lifts the warning.
 */
import { ignoreValue } from "./detector";
import type { Detector, DetectorState, Verdict } from "./detector";
import { requireCount, requireWithin } from "../../option-range";

export interface EddmOptions {
  readonly variant: "river" | "scikit-multiflow" | "frouros";
  /** Values, and errors, before the first judgement. */
  readonly warmStart: number;
  /** v / max(v) below this is a warning. */
  readonly alpha: number;
  /** v / max(v) below this is drift. */
  readonly beta: number;
}

export interface EddmState extends DetectorState {
  readonly options: EddmOptions;
  count: number;
  errors: number;
  lastError: number;
  meanDistance: number;
  /** Sum of squared deviations of the distances. */
  squares: number;
  max: number;
}

const LEVEL = 2;
const defaults: EddmOptions = { variant: "river", warmStart: 30, alpha: 0.95, beta: 0.9 };

/** EDDM over errors: 1 = wrong, 0 = right; nothing else is read. */
export const eddm: Detector<EddmOptions, EddmState> = { defaults, create, update };

function create(chosen: Partial<EddmOptions> = {}): EddmState {
  const options = { ...defaults, ...chosen };
  requireCount("warmStart", options.warmStart, 1);
  requireWithin("beta", options.beta, { above: 0 });
  requireWithin("alpha", options.alpha, { atLeast: options.beta });
  return {
    options,
    verdict: "stable",
    ignored: 0,
    count: 0,
    errors: 0,
    lastError: 0,
    meanDistance: 0,
    squares: 0,
    max: -1,
  };
}

function update(state: EddmState, value: number): Verdict {
  if (value !== 0 && value !== 1) return ignoreValue(state);
  if (state.verdict === "drift") restart(state);
  state.count += 1;
  if (value === 1) state.verdict = readError(state);
  else if (state.options.variant === "frouros") state.verdict = "stable";
  return state.verdict;
}

function readError(state: EddmState): Verdict {
  const { variant, warmStart, alpha, beta } = state.options;
  const sample = variant === "river";
  const distance = state.count - state.lastError;
  const before = distance - state.meanDistance;
  state.lastError = state.count;
  state.errors += 1;
  state.meanDistance += before / state.errors;
  state.squares += before * (distance - state.meanDistance);
  const unjudged = sample ? state.verdict : "stable";
  if (state.count < warmStart + firstOffset(variant)) return unjudged;
  const divisor = sample ? Math.max(1, state.errors - 1) : state.errors;
  const level = state.meanDistance + LEVEL * Math.sqrt(state.squares / divisor);
  if (level > state.max) {
    state.max = level;
    return unjudged;
  }
  if (state.errors < warmStart + (variant === "frouros" ? 0 : 1)) return unjudged;
  const share = level / state.max;
  if (share < beta) return "drift";
  return share < alpha ? "warning" : "stable";
}

/** The first value judged, counted from the end of the warm start. */
function firstOffset(variant: EddmOptions["variant"]): number {
  if (variant === "river") return 1;
  return variant === "frouros" ? 0 : -1;
}

function restart(state: EddmState): void {
  state.verdict = "stable";
  state.count = 0;
  state.errors = 0;
  state.lastError = 0;
  state.meanDistance = 0;
  state.squares = 0;
  state.max = -1;
}
