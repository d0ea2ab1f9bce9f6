/**
 * Group sequential test with O'Brien and Fleming's bounds: K looks after equal shares of the rows, reject at look k when
 *
 *   |z_k| ≥ C √(K / k)
 *
 * with C such that the chance to reject at any look under the null is α. The sums S_k = z_k √k walk by independent standard normal steps and
 * the bound on them is the constant C √K, so that the chance to stay inside follows from
 *
 *   f_k(s) = ∫ f_{k−1}(u) φ(s − u) du over (−C √K, C √K)
 *
 * by Simpson's rule on a fixed grid; C by bisection. Early looks need overwhelming evidence and the last costs almost nothing: C is 1.977 for
 * two looks and 2.040 for five at α = 0.05. Source: Armitage, McPherson and Rowe (1969); O'Brien and Fleming (1979).
 * O(grid² · K · bisections).
 */
import { normalPdf, normalQuantile } from "../../statistics/distributions/normal";
import { degenerate, measured, type Measured } from "../../statistics/measured";

const INTERVALS = 200;
const BISECTIONS = 30;
const MOST_LOOKS = 50;

/** The bound on |z| at each look, first to last; two-sided level `alpha` over all. From 1 to 50 looks. */
export function obrienFlemingBounds(looks: number, alpha = 0.05): Measured<{ readonly bounds: readonly number[] }> {
  const fine = Number.isInteger(looks) && looks >= 1 && looks <= MOST_LOOKS && alpha > 0 && alpha < 1;
  if (!fine) return degenerate("out-of-range");
  // One look's quantile is the least that C can be, and Bonferroni's the most.
  let [low, high] = [normalQuantile(1 - alpha / 2), normalQuantile(1 - alpha / (2 * looks))];
  for (let step = 0; step < BISECTIONS && looks > 1; step++) {
    const middle = (low + high) / 2;
    if (1 - insideChance(looks, middle * Math.sqrt(looks)) > alpha) low = middle;
    else high = middle;
  }
  const constant = (low + high) / 2;
  return measured({ bounds: Array.from({ length: looks }, (_, k) => constant * Math.sqrt(looks / (k + 1))) });
}

/** Chance that a walk of `steps` standard normal steps stays within ±bound. */
function insideChance(steps: number, bound: number): number {
  const width = (2 * bound) / INTERVALS;
  const kernel = Float64Array.from({ length: INTERVALS + 1 }, (_, distance) => normalPdf(distance * width));
  const weight = (at: number): number => (at === 0 || at === INTERVALS ? 1 : at % 2 === 1 ? 4 : 2) * (width / 3);
  let density = Float64Array.from({ length: INTERVALS + 1 }, (_, at) => normalPdf(at * width - bound));
  for (let step = 1; step < steps; step++) {
    const weighted = density.map((value, at) => value * weight(at));
    density = density.map((_, to) => {
      let total = 0;
      for (let from = 0; from <= INTERVALS; from++) total += weighted[from]! * kernel[Math.abs(to - from)]!;
      return total;
    });
  }
  return density.reduce((total, value, at) => total + value * weight(at), 0);
}
