/**
 * The exact law of the two-sample Cramér–von Mises statistic: all orders of n + m values are equally likely. An order is a path from (0, 0)
 * to (n, m); with a = lcm/n and b = lcm/m its sum ζ = Σ (a·v − b·u)² over the points (v, u) that it visits gives
 * U by ζ = lcm² (n + m) (6U − nm(4nm − 1)) / (6 n² m²). The frequency of every ζ is carried from point to point.
 * Source: Xiao, Gordon and Yakovlev, "A C++ program for the Cramér–von Mises two-sample test" (2006). Counts stay below 2⁵³ up to 20 values a
 * side. Cost: O(n m · distinct ζ).
 */
import { greatestCommonDivisor } from "../../../statistics/whole-numbers";

type Frequencies = ReadonlyMap<number, number>;

/** P(U ≥ u) for samples of n and m values, both at most 20. */
export function exactCramerVonMisesSf(u: number, n: number, m: number): number {
  const divisor = greatestCommonDivisor(n, m);
  const [a, b] = [m / divisor, n / divisor];
  const lcm = a * n;
  const product = n * m;
  const smallest = Math.floor((lcm * lcm * (n + m) * (6 * u - product * (4 * product - 1))) / (6 * product * product));
  const frequencies = pathFrequencies(n, m, a, b);
  let [total, extreme] = [0, 0];
  for (const [zeta, count] of frequencies) {
    total += count;
    if (zeta >= smallest) extreme += count;
  }
  return extreme / total;
}

function pathFrequencies(n: number, m: number, a: number, b: number): Frequencies {
  let row: Frequencies[] = [];
  for (let u = 0; u <= m; u++) {
    const next: Frequencies[] = [];
    for (let v = 0; v <= n; v++) {
      const start: Frequencies = new Map(u === 0 && v === 0 ? [[0, 1]] : []);
      next.push(arrive([next[v - 1] ?? start, row[v] ?? start], (a * v - b * u) ** 2));
    }
    row = next;
  }
  return row[n]!;
}

function arrive(sources: readonly Frequencies[], gap: number): Frequencies {
  const reached = new Map<number, number>();
  for (const source of new Set(sources)) {
    for (const [zeta, count] of source) reached.set(zeta + gap, (reached.get(zeta + gap) ?? 0) + count);
  }
  return reached;
}
