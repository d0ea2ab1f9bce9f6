/**
 * Shares of Sturges' bins over the pooled range, as far as sketches tell them. The edges are exact, for both ends and the count of rows are known. The
 * share of a bin is the rise of the curve between its edges, and each edge may be off by ε; the outer two are not. ε holds at all edges at once
 * (they depend on no coin). Cost: O(n) for rows, O(kept) for a sketch.
 */
import { histogramCounts, sturgesEdgesOf } from "../../../statistics/histogram";
import { rankErrorAtPlaces, weightedValues } from "../../../statistics/sketches/quantile-sketch-query";
import { CONFIDENCE } from "./estimate";
import { extentOfSide, type NumericSide } from "./numeric-side";

/** Of sums and differences of shares. */
const ROUNDING = 1e-14;

/** What is known of one side's shares, bin by bin and edge by edge. */
export interface ShareBox {
  readonly share: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Largest share below each edge, and from it on. */
  readonly mostBelow: Float64Array;
  readonly mostFrom: Float64Array;
  readonly rows: number;
  /** Whether the shares are those of all rows. */
  readonly exact: boolean;
}

export interface ShareBoxes {
  readonly reference: ShareBox;
  readonly current: ShareBox;
}

/** The bins of both sides. Precondition: neither is empty. */
export function shareBoxes(reference: NumericSide, current: NumericSide): ShareBoxes {
  const [lowR, highR] = extentOfSide(reference);
  const [lowC, highC] = extentOfSide(current);
  const ends = { low: Math.min(lowR, lowC), high: Math.max(highR, highC) };
  const edges = sturgesEdgesOf(reference.rows + current.rows, ends);
  return { reference: boxOf(reference, edges), current: boxOf(current, edges) };
}

function boxOf(side: NumericSide, edges: Float64Array): ShareBox {
  const { counts, error } = countsOf(side, edges);
  const [first, last] = extentOfSide(side);
  const share = counts.map((count) => count / side.rows);
  // Below the first value is nothing and below what comes after the last is all, whatever the sketch.
  const errors = edges.map((edge, at) => (edge <= first || edge > last || at === counts.length ? 0 : error));
  const below = new Float64Array(edges.length);
  share.forEach((value, bin) => (below[bin + 1] = below[bin]! + value));
  const least = below.map((value, edge) => Math.max(0, value - errors[edge]!));
  const most = below.map((value, edge) => Math.min(1, value + errors[edge]!));
  const sure = (bin: number): boolean => errors[bin] === 0 && errors[bin + 1] === 0;
  return {
    share,
    low: share.map((value, bin) => (sure(bin) ? value : Math.max(0, least[bin + 1]! - most[bin]!))),
    high: share.map((value, bin) => (sure(bin) ? value : most[bin + 1]! - least[bin]!)),
    mostBelow: most,
    mostFrom: least.map((value) => 1 - value),
    rows: side.rows,
    exact: error === 0,
  };
}

function countsOf(
  { source }: NumericSide,
  edges: Float64Array,
): { readonly counts: Float64Array; readonly error: number } {
  if (source.kind === "rows") return { counts: histogramCounts(source.values, edges), error: 0 };
  const { values, weights } = weightedValues(source.quantiles);
  const counts = new Float64Array(edges.length - 1);
  let bin = 0;
  for (let index = 0; index < values.length; index++) {
    while (bin < counts.length - 1 && values[index]! >= edges[bin + 1]!) bin++;
    counts[bin]! += weights[index]!;
  }
  const places = Math.max(1, edges.length - 2);
  const error = rankErrorAtPlaces(source.quantiles, { places, confidence: (1 + CONFIDENCE) / 2 });
  return { counts, error: error === 0 ? 0 : error + ROUNDING };
}
