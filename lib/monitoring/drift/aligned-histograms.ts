/**
 * Two histograms on one set of edges, as TensorFlow Data Validation compares numbers: each side keeps its own ten equal buckets; the edges of
 * both are united, and a bucket that an edge cuts gives each piece the share of its count that its width is of the bucket's.
 * Source: TFDV `anomalies/metrics.cc`, which takes its counts from a quantile sketch: compare given the same two histograms.
 * Cost: O(n) for the counts, O(edges) after that.
 */
import { evenEdges, extent, histogramCounts } from "../../statistics/histogram";
import type { BinnedShares } from "./histogram";

export interface Histogram {
  /** Ascending, one more than counts. */
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

const BUCKETS = 10;

/** Ten equal buckets from the smallest to the largest value; a constant sample gets one bucket of width 0. */
export function equalWidthHistogram(values: Float64Array): Histogram {
  const [low, high] = extent(values);
  if (low === high) return { edges: Float64Array.of(low, high), counts: Float64Array.of(values.length) };
  const edges = evenEdges(low, high, BUCKETS);
  return { edges, counts: histogramCounts(values, edges) };
}

/** Counts of both histograms between the united edges, as shares of each. Buckets of width 0 have a bin of their own. */
export function alignHistograms(reference: Histogram, current: Histogram): BinnedShares {
  const points = new Set([...pointBuckets(reference), ...pointBuckets(current)]);
  const united = Float64Array.from(new Set([...reference.edges, ...current.edges])).sort();
  return { reference: sharesAt(reference, united, points), current: sharesAt(current, united, points) };
}

/** Where a histogram has a bucket of width 0. */
function pointBuckets({ edges, counts }: Histogram): readonly number[] {
  return [...counts.keys()].filter((bucket) => edges[bucket] === edges[bucket + 1]).map((bucket) => edges[bucket]!);
}

function sharesAt(histogram: Histogram, united: Float64Array, points: ReadonlySet<number>): Float64Array {
  const { edges, counts } = histogram;
  const whole = counts.reduce((sum, count) => sum + count, 0);
  const atPoint = new Map([...points].map((point) => [point, 0]));
  const pieces = new Float64Array(Math.max(0, united.length - 1));
  counts.forEach((count, bucket) => {
    const [from, to] = [edges[bucket]!, edges[bucket + 1]!];
    if (from === to) atPoint.set(from, (atPoint.get(from) ?? 0) + count);
    else spread(count / (to - from), from, to, united, pieces);
  });
  return Float64Array.of(...pieces, ...atPoint.values()).map((count) => count / whole);
}

function spread(density: number, from: number, to: number, united: Float64Array, pieces: Float64Array): void {
  for (let piece = 0; piece < pieces.length; piece++) {
    const [left, right] = [united[piece]!, united[piece + 1]!];
    if (left >= from && right <= to) pieces[piece]! += density * (right - left);
  }
}
