/**
 * Population stability index of shares that are known between bounds: the bounds of its terms added up. An empty bin is filled as `fillZeros` does;
 * a bin that may be empty may be anything from the least filler to its largest share, which leaves wide bounds where a tail is that thin.
 * Source of the terms: `psi.ts`. Cost: O(bins).
 */
import type { Measured } from "../../../statistics/measured";
import { fillerFor } from "../histogram";
import { psi } from "../psi";
import { between, CONFIDENCE, exactly, type Estimate } from "./estimate";
import type { ShareBox, ShareBoxes } from "./share-boxes";
import { termRange } from "./term-range";

/** The index between two sides of numbers, over Sturges' bins. Precondition: neither is empty. */
export function psiOfNumbers({ reference, current }: ShareBoxes): Measured<Estimate> {
  const value = psi({ reference: reference.share, current: current.share });
  if (reference.exact && current.exact) return exactly(value);
  const [r, c] = [filledRanges(reference), filledRanges(current)];
  const ranges = r.map((range, bin) => termRange(term, { r: range, c: c[bin]! }));
  const low = ranges.reduce((sum, [least]) => sum + least, 0);
  const high = ranges.reduce((sum, [, most]) => sum + most, 0);
  return between(value, { low, high, confidence: CONFIDENCE });
}

function term(r: number, c: number): number {
  return (r - c) * Math.log(r / c);
}

function filledRanges({ low, high, rows }: ShareBox): readonly (readonly [low: number, high: number])[] {
  let [least, most] = [Infinity, Infinity];
  low.forEach((share, bin) => {
    if (high[bin]! > 0) least = Math.min(least, Math.max(share, 1 / rows));
    if (share > 0) most = Math.min(most, high[bin]!);
  });
  const [fillLow, fillHigh] = [fillerFor(least), fillerFor(most)];
  return Array.from(low, (share, bin) => {
    const top = high[bin]!;
    if (share > 0) return [share, top];
    return [fillLow, Math.max(top, fillHigh)];
  });
}
