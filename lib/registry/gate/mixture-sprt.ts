/**
 * Mixture sequential probability ratio test of two proportions: has the canary's rate moved from the stable one's? It may be read after
 * every request, for as long as one likes. With d the difference of the shares, V = p (1 − p) (1/n₁ + 1/n₂) its variance at the pooled share
 * p, and differences under the alternative spread as Normal(0, τ²), the likelihood ratio and the p-value that is valid at any time are
 *
 *   Λ = √(V / (V + τ²)) · exp(d² τ² / (2 V (V + τ²))),        p = min over all looks of 1 / Λ, at most 1
 *
 * and the interval that holds the true difference at all looks together with probability 1 − α is
 *
 *   d ± √( V (V + τ²) / τ² · (2 ln(1/α) + ln((V + τ²) / V)) )
 *
 * Precondition: the normal law for d, so that looks before either version has 10 rows, or both together 10 successes and 10 failures, say
 * nothing (Λ = 1). Source: Robbins (1970); Johari, Koomen, Pekelis and Walsh, "Always valid inference" (2015). O(1) a look.
 */
import type { Proportion } from "../../evaluation/comparison/two-proportions";
import { degenerate, type Degenerate } from "../../statistics/measured";

const FEWEST = 10;

/** What is carried from look to look; plain data. */
export interface MixtureState {
  /** Always-valid p-value so far; 1 before the first look. */
  readonly p: number;
}

export interface MixtureLook extends MixtureState {
  readonly kind: "measured";
  /** Canary's share less the stable one's; null before there are rows on both sides. */
  readonly difference: number | null;
  /** Likelihood ratio at this look. */
  readonly ratio: number;
  /** Null while the look says nothing. */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}

export interface MixtureOptions {
  /** τ: the size of a difference that would matter, as a share. The test is valid for any, and quickest near the true difference. */
  readonly expectedDifference: number;
  /** Of the interval; 0.05 unless told. */
  readonly alpha?: number;
}

export const NO_LOOK: MixtureState = { p: 1 };

/** One more look, at all rows so far. Reject at level α when `p` ≤ α. */
export function mixtureLook(
  state: MixtureState,
  counts: { readonly stable: Proportion; readonly canary: Proportion },
  { expectedDifference, alpha = 0.05 }: MixtureOptions,
): MixtureLook | Degenerate {
  const { stable, canary } = counts;
  const fine = [stable, canary].every(({ successes, trials }) => successes >= 0 && successes <= trials);
  if (!fine || !(expectedDifference > 0) || !(alpha > 0 && alpha < 1)) return degenerate("out-of-range");
  const silent = { kind: "measured", p: state.p, ratio: 1, interval: null } as const;
  if (stable.trials === 0 || canary.trials === 0) return { ...silent, difference: null };
  const difference = canary.successes / canary.trials - stable.successes / stable.trials;
  const successes = stable.successes + canary.successes;
  const trials = stable.trials + canary.trials;
  if (Math.min(stable.trials, canary.trials, successes, trials - successes) < FEWEST) return { ...silent, difference };
  const pooled = successes / trials;
  const variance = pooled * (1 - pooled) * (1 / stable.trials + 1 / canary.trials);
  const spread = expectedDifference * expectedDifference;
  const both = variance + spread;
  const logRatio = 0.5 * Math.log(variance / both) + (difference * difference * spread) / (2 * variance * both);
  const reach = Math.sqrt(((variance * both) / spread) * (2 * Math.log(1 / alpha) + Math.log(both / variance)));
  return {
    kind: "measured",
    p: Math.min(state.p, Math.exp(-logRatio)),
    difference,
    ratio: Math.exp(logRatio),
    interval: { lower: difference - reach, upper: difference + reach },
  };
}
