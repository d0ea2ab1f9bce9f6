/** The value of one of Evidently's tests of two sides, exact where they hold enough for that, else with its bounds. */
import { seededRandom } from "../../../random";
import { degenerate, type Measured } from "../../../statistics/measured";
import { countPair } from "../count-pair";
import { EVIDENTLY_METHODS, type EvidentlyMethod } from "../modes/evidently";
import type { ColumnPair, DriftMethod } from "../method";
import { countSideOfNumbers, type CountSide } from "./count-side";
import { exactly, type Estimate } from "./estimate";
import { jensenShannonOfCategories, jensenShannonOfNumbers } from "./jensen-shannon-interval";
import { ksInterval } from "./ks-interval";
import { valuesOfSide, type NumericSide } from "./numeric-side";
import { psiOfNumbers } from "./psi-interval";
import { shareBoxes } from "./share-boxes";
import type { SidePair } from "./side-pair";
import { wassersteinInterval } from "./wasserstein-interval";

/** Tests that read numbers by their distinct values. */
const OF_COUNTS: readonly EvidentlyMethod[] = ["chisquare", "z", "g_test", "fisher_exact", "TVD"];
/** Tests that do so while the reference has few of them. */
const OF_SHARES: readonly EvidentlyMethod[] = ["psi", "jensenshannon", "kl_div"];

/** The test's value. Precondition: neither side is empty. */
export function estimateDrift(method: EvidentlyMethod, pair: SidePair): Measured<Estimate> {
  return pair.kind === "numeric"
    ? estimateOfNumbers(method, pair.reference, pair.current)
    : estimateOfCounts(method, pair.reference, pair.current);
}

function estimateOfNumbers(method: EvidentlyMethod, reference: NumericSide, current: NumericSide): Measured<Estimate> {
  if (method === "wasserstein") return wassersteinInterval(reference, current);
  if (method === "ks") return ksInterval(reference, current);
  if (OF_COUNTS.includes(method) || (reference.few && OF_SHARES.includes(method))) {
    const [r, c] = [countSideOfNumbers(reference), countSideOfNumbers(current)];
    return r && c ? estimateOfCounts(method, r, c) : degenerate("needs-rows");
  }
  if (method === "jensenshannon") return jensenShannonOfNumbers(shareBoxes(reference, current));
  if (method === "psi") return psiOfNumbers(shareBoxes(reference, current));
  const [r, c] = [valuesOfSide(reference), valuesOfSide(current)];
  return r && c ? ofAllRows(method, { kind: "numeric", reference: r, current: c }) : degenerate("needs-rows");
}

/** Only Jensen-Shannon has bounds for counts that are too low: forgotten categories may be any number, and the others depend on how many. */
function estimateOfCounts(method: EvidentlyMethod, reference: CountSide, current: CountSide): Measured<Estimate> {
  if (reference.shortfall === 0 && current.shortfall === 0) {
    return ofAllRows(method, { kind: "categorical", counts: countPair(reference.counts, current.counts) });
  }
  return method === "jensenshannon" ? jensenShannonOfCategories(reference, current) : degenerate("needs-rows");
}

function ofAllRows(name: EvidentlyMethod, pair: ColumnPair): Measured<Estimate> {
  const method: DriftMethod = EVIDENTLY_METHODS[name];
  const result = method.measure(pair, seededRandom("drift"));
  if (!result) return degenerate("wrong-kind");
  return result.kind === "measured" ? exactly(result.value) : result;
}
