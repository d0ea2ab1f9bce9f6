/**
 * One-sided two-sample Kolmogorov–Smirnov test: D⁺ = max (F_ref(x) − F_cur(x)) for `greater`, which large current values make large, and
 * D⁻ = max (F_cur(x) − F_ref(x)) for `less`.
 *
 * Exact: with one value a step to the right (reference) or up (current), all orders are equally likely, and p is the share of paths
 * that reach the line i/m − j/n = D. Above 10,000 values a side, 4 million lattice points, or where sizes differ and the number of orders
 * exceeds float64 (scipy counts them, and falls back there), Hodges' formula:
 * p = exp(−2z² − 2z (m + 2n) / (3 √(mn(m + n)))), z = D √(mn / (m + n)), m the larger size.
 * Source: Hodges (1958); `scipy.stats.ks_2samp(alternative="greater" | "less")`. Cost: O(mn) exact.
 * Preconditions, else a named result: one finite value a side.
 */
import { logGamma } from "../../../statistics/distributions/gamma";
import { measured, type Measured } from "../../../statistics/measured";
import type { KsResult } from "../ks";
import { unusableSamples, visitPooled } from "../samples";

const EXACT_MAX_VALUES = 10_000;
const EXACT_MAX_POINTS = 4_000_000;

/** Whether the reference's values tend to be smaller (`greater`: its curve lies above) or larger (`less`). */
export function ksOneSided(
  reference: Float64Array,
  current: Float64Array,
  alternative: "greater" | "less",
): Measured<KsResult> {
  const refused = unusableSamples([reference, current], 1);
  if (refused) return refused;
  const [above, below] = alternative === "greater" ? [reference, current] : [current, reference];
  const [m, n] = [above.length, below.length];
  const statistic = largestExcess(above, below);
  const exact = isCountable(m, n);
  return measured<KsResult>({
    statistic,
    pValue: exact ? exactSf(statistic, m, n) : hodgesSf(statistic, Math.max(m, n), Math.min(m, n)),
    method: exact ? "exact" : "asymptotic",
  });
}

function isCountable(m: number, n: number): boolean {
  if (Math.max(m, n) > EXACT_MAX_VALUES || m * n > EXACT_MAX_POINTS) return false;
  const logOrders = logGamma(m + n + 1) - logGamma(m + 1) - logGamma(n + 1);
  return m === n || logOrders < Math.log(Number.MAX_VALUE);
}

function largestExcess(above: Float64Array, below: Float64Array): number {
  let largest = 0;
  visitPooled(above, below, ({ inReference, inCurrent, belowReference, belowCurrent }) => {
    const gap = (belowReference + inReference) / above.length - (belowCurrent + inCurrent) / below.length;
    largest = Math.max(largest, gap);
  });
  return largest;
}

/** `outside[j]`: share of the paths to (i, j) that met i/m − j/n ≥ D on their way. */
function exactSf(statistic: number, m: number, n: number): number {
  const gap = Math.round(statistic * m * n);
  if (gap === 0) return 1;
  const outside = new Float64Array(n + 1);
  for (let i = 1; i <= m; i++) {
    let left = 0;
    for (let j = 0; j <= n; j++) {
      left = i * n - j * m >= gap ? 1 : (i * outside[j]! + j * left) / (i + j);
      outside[j] = left;
    }
  }
  return Math.min(1, outside[n]!);
}

function hodgesSf(statistic: number, m: number, n: number): number {
  const z = statistic * Math.sqrt((m * n) / (m + n));
  return Math.min(1, Math.exp(-2 * z * z - (2 * z * (m + 2 * n)) / Math.sqrt(m * n * (m + n)) / 3));
}
