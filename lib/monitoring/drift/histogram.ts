/**
 * Equal-width histograms as numpy makes them, and the shares that PSI and Jensen–Shannon compare.
 * Sturges' rule: width = range / (log2 n + 1), bins = ⌈range / width⌉, edges evenly spaced from the smallest to the largest value.
 * Source: Sturges (1926); `numpy.histogram_bin_edges(bins="sturges")`.
 */
import { countValues, unionKeys, type Values } from "./values";

/** Edges of Sturges' bins over the values: bins + 1 numbers, ascending. Equal values give one bin of width 1 around them. */
export function sturgesEdges(values: Float64Array): Float64Array {
  if (values.length === 0) return Float64Array.of(0, 1);
  const [low, high] = extent(values);
  if (low === high) return Float64Array.of(low - 0.5, high + 0.5);
  const width = (high - low) / (Math.log2(values.length) + 1);
  const bins = Math.max(1, Math.ceil((high - low) / width));
  const step = (high - low) / bins;
  return Float64Array.from({ length: bins + 1 }, (_, index) => (index === bins ? high : low + index * step));
}

/** Values per bin: bins are [low, high), the last one [low, high]. Values outside the edges are not counted. */
export function histogramCounts(values: Float64Array, edges: Float64Array): Float64Array {
  const bins = edges.length - 1;
  const counts = new Float64Array(bins);
  const first = edges[0]!;
  const last = edges[bins]!;
  const scale = bins / (last - first);
  for (const value of values) {
    if (value < first || value > last) continue;
    let bin = Math.min(bins - 1, Math.floor((value - first) * scale));
    // The product above can round to the neighbour; the edges decide.
    if (value < edges[bin]!) bin--;
    else if (bin < bins - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return counts;
}

export interface BinnedShares {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

/** Above this many distinct reference values a numeric column is binned; below, each value is its own bin. */
const DISTINCT_LIMIT = 20;

/**
 * Shares of both columns in common bins, as Evidently's `get_binned_data`: Sturges' bins of the pooled values when the reference
 * is numeric with more than 20 distinct values, else one bin per distinct value of either column.
 */
export function binnedShares(reference: Values, current: Values): BinnedShares {
  if (reference.kind === "numeric" && current.kind === "numeric") {
    if (new Set(reference.values).size > DISTINCT_LIMIT) return numericShares(reference.values, current.values);
  }
  const counts = [countValues(reference), countValues(current)] as const;
  const keys = unionKeys(...counts);
  const sharesOf = (column: ReadonlyMap<number | string, number>, size: number): Float64Array =>
    Float64Array.from(keys, (key) => (column.get(key) ?? 0) / size);
  return {
    reference: sharesOf(counts[0], reference.values.length),
    current: sharesOf(counts[1], current.values.length),
  };
}

/**
 * Shares in which no bin is empty, so that a logarithm exists: a zero becomes 0.0001, or a millionth of the smallest share when
 * that is not above 0.0001. Not re-normalised (Evidently's `feel_zeroes`).
 */
export function fillZeros(shares: Float64Array): Float64Array {
  const smallest = shares.reduce((least, share) => (share > 0 && share < least ? share : least), Infinity);
  const filler = smallest <= 0.0001 ? smallest / 1_000_000 : 0.0001;
  return shares.map((share) => (share === 0 ? filler : share));
}

function numericShares(reference: Float64Array, current: Float64Array): BinnedShares {
  const pooled = new Float64Array(reference.length + current.length);
  pooled.set(reference);
  pooled.set(current, reference.length);
  const edges = sturgesEdges(pooled);
  return {
    reference: histogramCounts(reference, edges).map((count) => count / reference.length),
    current: histogramCounts(current, edges).map((count) => count / current.length),
  };
}

function extent(values: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
