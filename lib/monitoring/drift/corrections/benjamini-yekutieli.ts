/**
 * Benjamini–Yekutieli: Benjamini–Hochberg's p-values times c(n) = 1 + 1/2 + … + 1/n, which keeps its promise for tests that depend on one
 * another in any way. Source: Benjamini and Yekutieli (2001). Cost: O(n log n).
 */
import { benjaminiHochberg } from "./benjamini-hochberg";

/** Adjusted p-values, in the order given. */
export function benjaminiYekutieli(pValues: Float64Array): Float64Array {
  let harmonic = 0;
  for (let k = 1; k <= pValues.length; k++) harmonic += 1 / k;
  // A value that the factor below already cut at 1 stays at 1: c(n) is not below 1.
  return benjaminiHochberg(pValues).map((p) => Math.min(1, p * harmonic));
}
