/**
 * Bootstrap percentile interval of any figure of rows: draw n of n rows with replacement, measure, repeat; the interval is between the
 * (1 − confidence)/2 and (1 + confidence)/2 quantiles of what was measured. Draws on which the figure is not defined (a class that was
 * not drawn) are left out and counted. Source: Efron (1979); `scipy.stats.bootstrap(method="percentile")`.
 *
 * Of many rows, m of n can be drawn: both ends then move towards the figure t of all rows by the share that more rows would take away,
 * t + √(m / n) · (end − t). With m = n this is the plain interval. Source: Bickel, Götze and van Zwet (1997).
 * O(resamples · cost of the figure of m rows).
 */
import type { Random } from "../../random";
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { quantileOfSorted, sortedValues } from "../../statistics/quantile";
import type { Metric } from "../metric";
import type { Interval } from "./interval";

export interface BootstrapOptions {
  readonly rowCount: number;
  /** The figure of the rows at these positions, some of them several times. The array is reused between draws. */
  readonly measure: (rows: Uint32Array) => Metric;
  readonly random: Random;
  /** m: the rows of a draw, at most all of them; all unless told. */
  readonly drawRows?: number;
  /** 1000 unless told. */
  readonly resamples?: number;
  readonly confidence?: number;
}

export interface BootstrapInterval extends Interval {
  /** Draws on which the figure was defined. */
  readonly used: number;
  readonly resamples: number;
}

/** Fewer defined draws than this say nothing about the ends of an interval. */
const MIN_DRAWS = 20;

/** The interval; the same generator state gives the same one. At least 2 rows, and 20 draws on which the figure is defined. */
export function bootstrapInterval(options: BootstrapOptions): Measured<BootstrapInterval> {
  const { rowCount, measure, random, resamples = 1000, confidence = 0.95 } = options;
  if (rowCount < 2) return notEnoughData(2, rowCount);
  if (!(confidence > 0 && confidence < 1)) return degenerate("out-of-range");
  const { drawRows = rowCount } = options;
  if (!(drawRows >= 2 && drawRows <= rowCount)) return degenerate("out-of-range");
  const overall = drawRows < rowCount ? measure(Uint32Array.from({ length: rowCount }, (_, row) => row)) : null;
  if (overall && overall.kind !== "measured") return overall;
  const rows = new Uint32Array(drawRows);
  const figures: number[] = [];
  for (let draw = 0; draw < resamples; draw++) {
    for (let place = 0; place < drawRows; place++) rows[place] = random.int(rowCount);
    const figure = measure(rows);
    if (figure.kind === "measured") figures.push(figure.value);
  }
  if (figures.length < MIN_DRAWS) return notEnoughData(MIN_DRAWS, figures.length);
  const sorted = sortedValues(figures);
  const endAt = (share: number): number => {
    const end = quantileOfSorted(sorted, share);
    return overall ? overall.value + Math.sqrt(drawRows / rowCount) * (end - overall.value) : end;
  };
  return measured({
    low: endAt((1 - confidence) / 2),
    high: endAt((1 + confidence) / 2),
    confidence,
    used: figures.length,
    resamples,
  });
}
