/**
 * Drift of one column when a side may be a sketch: Evidently's test, with the bounds between which the number of all rows lies. Two sides of rows
 * take the exact path. What no sketch can tell is named `needs-rows`.
 */
import { holds } from "../../../check";
import { seededRandom } from "../../../random";
import { degenerate, notEnoughData, type Measured } from "../../../statistics/measured";
import { MANY_VALUES } from "../default-test";
import type { DriftSide } from "../drift-side";
import { EVIDENTLY_METHODS, evidentlyDefault, type EvidentlyMethod } from "../modes/evidently";
import type { DriftMethod } from "../method";
import { driftInMode, verdictOf, type ModeDrift } from "../modes/modes";
import { estimateDrift } from "./estimate-drift";
import { type Approximation, type Estimate } from "./estimate";
import { sidePair, type SidePair } from "./side-pair";

export interface SidesDriftInput {
  readonly reference: DriftSide;
  readonly current: DriftSide;
  /** Default: Evidently's own choice. */
  readonly method?: EvidentlyMethod;
  /** Instead of Evidently's. */
  readonly threshold?: number;
}

export interface SidesDrift extends ModeDrift {
  /** Bounds of the value; null when it is that of all rows, or there is none. */
  readonly approximation: Approximation | null;
  /** Whether the rows could not change the verdict: all values between the bounds are on one side of the threshold. */
  readonly decided: boolean;
}

/** Drift of one column, of rows or sketches. */
export function sidesDrift(input: SidesDriftInput): SidesDrift {
  const { reference, current } = input;
  if (reference.kind === "rows" && current.kind === "rows") {
    const random = seededRandom("drift");
    const drift = driftInMode({
      ...input,
      agreeWith: "evidently",
      reference: reference.column,
      current: current.column,
      random,
    });
    return drift
      ? { ...drift, approximation: null, decided: true }
      : judge(input, input.method ?? "ks", degenerate("wrong-kind"));
  }
  const pair = sidePair(reference, current);
  if (!pair) return judge(input, input.method ?? "jensenshannon", degenerate("needs-rows"));
  const name = input.method ?? defaultMethod(pair);
  return judge(input, name, unreadable(pair) ?? estimateDrift(name, pair));
}

function judge(
  { threshold: chosen }: SidesDriftInput,
  name: EvidentlyMethod,
  estimate: Measured<Estimate>,
): SidesDrift {
  const { score, operator, threshold: usual }: DriftMethod = EVIDENTLY_METHODS[name];
  const threshold = chosen ?? usual;
  const verdict = verdictOf(estimate, operator, threshold);
  const shown = { agreeWith: "evidently", method: name, score, threshold, operator, verdict } as const;
  if (estimate.kind !== "measured") {
    const decided = !(estimate.kind === "degenerate" && estimate.reason === "needs-rows");
    return { ...shown, result: estimate, approximation: null, decided };
  }
  const { value, approximation } = estimate;
  const ends = approximation && threshold !== null ? [approximation.low, approximation.high] : [];
  const decided = ends.every((end) => holds(end, operator, threshold ?? end) === (verdict === "drift"));
  return { ...shown, result: { kind: "measured", value }, approximation, decided };
}

function defaultMethod(pair: SidePair): EvidentlyMethod {
  const name = evidentlyDefault(pair.kind, pair.reference.rows, distinctValues(pair));
  return Object.hasOwn(EVIDENTLY_METHODS, name) ? (name as EvidentlyMethod) : "ks";
}

/** As on the exact path: an empty side, or one and the same value on both, says nothing. */
function unreadable(pair: SidePair): Measured<Estimate> | null {
  if (pair.reference.rows === 0 || pair.current.rows === 0) return notEnoughData(1, 0);
  return distinctValues(pair) < 2 ? degenerate("constant") : null;
}

/** Distinct values of both sides; of numbers, any count above {@link MANY_VALUES} for many. */
function distinctValues(pair: SidePair): number {
  if (pair.kind === "categorical")
    return new Set([...pair.reference.counts.keys(), ...pair.current.counts.keys()]).size;
  const { reference, current } = pair;
  if (!reference.few || !current.few) return MANY_VALUES + 1;
  return new Set([...reference.few, ...current.few].map(([value]) => value)).size;
}
