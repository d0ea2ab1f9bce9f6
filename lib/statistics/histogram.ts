/**
 * Equal-width histograms as numpy makes them. A rule gives the width of a bin; bins = ⌈range / width⌉ (1 when the width is 0), edges evenly
 * spaced from the smallest to the largest value; equal values give one bin of width 1 around them.
 *
 * | rule    | width of a bin                                                    | source                     |
 * | sturges | range / (log₂ n + 1)                                              | Sturges (1926)             |
 * | doane   | range / (1 + log₂ n + log₂(1 + |g₁| / σ)), σ² = 6(n−2)/((n+1)(n+3)) | Doane (1976)             |
 * | fd      | 2 · IQR / n^⅓                                                     | Freedman, Diaconis (1981)  |
 * | auto    | the smaller of sturges and max(fd, range / (2√n))                 | numpy 2; before 2, plain fd where it is not 0 |
 *
 * Agrees with `numpy.histogram_bin_edges` on float columns (on integer dtypes numpy 2 also keeps a width of at least 1).
 * Preconditions: finite values. Cost: O(n); fd and auto sort, O(n log n).
 */
import { momentsOf, skewnessOf } from "./moments";
import { quantileOfSorted, sortedValues } from "./quantile";

/** A narrow middle far from its extremes would ask for more bins than memory holds, where numpy fails; here it gets this many. */
const MAX_BINS = 65_536;

export type BinRule = "sturges" | "doane" | "fd" | "auto";

/** Edges of the rule's bins over the values: bins + 1 numbers, ascending; [0, 1] for no values. */
export function binEdges(values: Float64Array, rule: BinRule): Float64Array {
  if (values.length === 0) return Float64Array.of(0, 1);
  const [low, high] = extent(values);
  return edgesBetween({ low, high }, (range) => WIDTHS[rule](values, range));
}

/** Edges of Sturges' bins over the values. */
export function sturgesEdges(values: Float64Array): Float64Array {
  return binEdges(values, "sturges");
}

/** The same of so many values of which only the ends are known. Precondition: at least one. */
export function sturgesEdgesOf(count: number, ends: Ends): Float64Array {
  return edgesBetween(ends, (range) => sturgesWidth(count, range));
}

/** Edges of a number of equal bins from low to high. */
export function evenEdges(low: number, high: number, bins: number): Float64Array {
  const step = (high - low) / bins;
  const edge = (index: number): number =>
    Number.isFinite(step) ? low + index * step : low * (1 - index / bins) + high * (index / bins);
  return Float64Array.from({ length: bins + 1 }, (_, index) => (index === bins ? high : edge(index)));
}

/** Values per equal bin: bins are [low, high), the last one [low, high]. Values outside the edges are not counted. */
export function histogramCounts(values: Float64Array, edges: Float64Array): Float64Array {
  const bins = edges.length - 1;
  const counts = new Float64Array(bins);
  const first = edges[0]!;
  const last = edges[bins]!;
  const unit = unitOf(bins, last - first);
  const scale = bins / (last * unit - first * unit);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!(value >= first && value <= last)) continue;
    let bin = Math.min(bins - 1, Math.floor((value * unit - first * unit) * scale));
    // The product above can round to the neighbour; the edges decide.
    if (value < edges[bin]!) bin--;
    else if (bin < bins - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return counts;
}

/** A power of two, so that nothing is rounded, that keeps the range and the places in it within float64. */
function unitOf(bins: number, range: number): number {
  if (!Number.isFinite(range)) return 0.5;
  return Number.isFinite(bins / range) ? 1 : 2 ** 600;
}

/** Smallest and largest value; [Infinity, −Infinity] of none. */
export function extent(values: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

function edgesBetween({ low, high }: Ends, widthIn: (range: number) => number): Float64Array {
  if (low === high) return Float64Array.of(low - 0.5, high + 0.5);
  const range = Math.min(high - low, Number.MAX_VALUE);
  const width = widthIn(range);
  const bins = width > 0 ? Math.max(1, Math.ceil(range / width)) : 1;
  return evenEdges(low, high, Math.min(MAX_BINS, bins));
}

const WIDTHS: Readonly<Record<BinRule, (values: Float64Array, range: number) => number>> = {
  sturges: (values, range) => sturgesWidth(values.length, range),
  doane: (values, range) => {
    const n = values.length;
    if (n <= 2) return 0;
    const deviation = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
    const skewness = skewnessOf(momentsOf(values));
    // Beyond float64: as of values that do not lean.
    const lean = Number.isFinite(skewness) ? Math.abs(skewness) : 0;
    return range / (1 + Math.log2(n) + Math.log2(1 + lean / deviation));
  },
  fd: freedmanDiaconisWidth,
  auto: (values, range) => {
    const careful = Math.max(freedmanDiaconisWidth(values), range / (2 * Math.sqrt(values.length)));
    return Math.min(careful, WIDTHS.sturges(values, range));
  },
};

function sturgesWidth(count: number, range: number): number {
  return range / (Math.log2(count) + 1);
}

function freedmanDiaconisWidth(values: Float64Array): number {
  const sorted = sortedValues(values);
  return (2 * (quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25))) / Math.cbrt(values.length);
}
