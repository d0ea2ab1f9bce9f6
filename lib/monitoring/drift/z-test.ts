/**
 * Two-proportion z-test for columns of two values: z = (p₁ − p₂) / √(p̂ (1 − p̂) (1/n₁ + 1/n₂)) with the pooled share p̂, and
 * p = 2 (1 − Φ(|z|)). "Success" is any value but the smallest. Source: Evidently's `z` test.
 */
import { normalTwoSided } from "../../statistics/distributions/normal";
import { total, type CountPair } from "./count-pair";

export interface ZTestResult {
  readonly z: number;
  readonly pValue: number;
}

/**
 * Whether the share of the second value is the same in both columns; p = 1 when both hold one and the same value. Precondition: neither
 * side is empty.
 */
export function zTest({ keys, reference, current }: CountPair): ZTestResult {
  const base = keys.reduce<number>((least, key, at) => (key < keys[least]! ? at : least), 0);
  const [n1, n2] = [total(reference), total(current)];
  const [k1, k2] = [n1 - reference[base]!, n2 - current[base]!];
  const pooled = (k1 + k2) / (n1 + n2);
  if (pooled === 0 || pooled === 1) return { z: 0, pValue: 1 };
  const z = (k1 / n1 - k2 / n2) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  return { z, pValue: normalTwoSided(z) };
}
