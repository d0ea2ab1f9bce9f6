/**
 * The jackknife: how far any figure of n rows strays by the chance of which rows came, from the figure with each row left out in turn,
 *
 *   SE = √((n − 1)/n · Σ (θᵢ − θ̄)²)
 *
 * It asks nothing of the metric but that it can be computed again, so that one formula serves them all; O(n) computations. Source: Tukey
 * (1958), Efron and Stein (1981).
 */

/** The standard error of `measure` over `rows`; null where fewer than two of the smaller sets have a figure. */
export function jackknifeError<Row>(
  rows: readonly Row[],
  measure: (rows: readonly Row[]) => number | null,
): number | null {
  const figures = rows.flatMap((_, left) => measure(rows.filter((_row, index) => index !== left)) ?? []);
  const { length } = figures;
  if (length < 2) return null;
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / length;
  const squares = figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0);
  return Math.sqrt(((length - 1) / length) * squares);
}
