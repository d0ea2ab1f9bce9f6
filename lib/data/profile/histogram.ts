/** Histograms for column headers: at most 20 bins, and whole numbers never cut in the middle. */
import type { HistogramBin } from "./profile";

export const MAX_BINS = 20;

/**
 * Bins [from, to) of equal width over ascending finite values; the last bin holds the maximum too. Where all values are whole
 * numbers the edges are whole numbers, one bin a number if at most 20 fit. A constant, or a range too narrow or wide to
 * divide, has one bin.
 */
export function histogramOf(sorted: Float64Array): HistogramBin[] {
  if (sorted.length === 0) return [];
  const min = sorted[0]!;
  const max = sorted[sorted.length - 1]!;
  const whole = sorted.every((value) => Number.isInteger(value));
  const width = whole ? Math.ceil((max - min + 1) / MAX_BINS) : (max - min) / MAX_BINS;
  if (!(width > 0 && Number.isFinite(width))) return [{ from: min, to: max, count: sorted.length }];
  const bins = whole ? Math.ceil((max - min + 1) / width) : MAX_BINS;
  const counts = new Float64Array(bins);
  for (const value of sorted) counts[Math.min(Math.floor((value - min) / width), bins - 1)]!++;
  return Array.from(counts, (count, index) => ({
    from: min + index * width,
    to: !whole && index === bins - 1 ? max : min + (index + 1) * width,
    count,
  }));
}
