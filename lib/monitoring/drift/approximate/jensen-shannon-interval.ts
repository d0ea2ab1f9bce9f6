/**
 * Jensen–Shannon distance (nats) of shares that are known between bounds: the bounds of its terms added up. A sum of small shares that are each
 * uncertain would allow more than their sum can be; so the bins of either tail may also be bounded together, by f(r, c) ≤ (r + c) ln 2 / 2.
 * Source of the terms: `jensen-shannon.ts`. Cost: O(bins).
 */
import type { Measured } from "../../../statistics/measured";
import { unionKeys } from "../values";
import type { Category } from "../count-pair";
import { binDivergence, jensenShannonDivergence } from "../jensen-shannon";
import type { CountSide } from "./count-side";
import { between, CONFIDENCE, exactly, type Estimate } from "./estimate";
import type { ShareBoxes } from "./share-boxes";
import { termRange } from "./term-range";

const MOST_PER_SHARE = Math.LN2 / 2;

/** The distance between two sides of numbers, over Sturges' bins. Precondition: neither is empty. */
export function jensenShannonOfNumbers({ reference, current }: ShareBoxes): Measured<Estimate> {
  const value = Math.sqrt(jensenShannonDivergence(reference.share, current.share));
  if (reference.exact && current.exact) return exactly(value);
  const ranges = Array.from(reference.share, (_, bin) =>
    termRange(term, { r: [reference.low[bin]!, reference.high[bin]!], c: [current.low[bin]!, current.high[bin]!] }),
  );
  const low = ranges.reduce((sum, [least]) => sum + least, 0);
  const highs = ranges.map(([, most]) => most);
  const middle = Math.floor(highs.length / 2);
  const high =
    tailBound(highs.slice(0, middle), (edge) => reference.mostBelow[edge]! + current.mostBelow[edge]!) +
    tailBound(highs.slice(middle).reverse(), (edge) => {
      const from = highs.length - edge;
      return reference.mostFrom[from]! + current.mostFrom[from]!;
    });
  return between(value, { low: Math.sqrt(low), high: Math.sqrt(Math.min(Math.LN2, high)), confidence: CONFIDENCE });
}

/**
 * The distance between two sides of categories whose counts may be too low by a shortfall. What the sketches forgot may be categories that neither
 * kept: it adds at most its share times ln 2 / 2. Certain. Precondition: neither side is empty.
 */
export function jensenShannonOfCategories(reference: CountSide, current: CountSide): Measured<Estimate> {
  const keys = unionKeys(reference.counts, current.counts);
  const [r, c] = [keptShares(reference, keys), keptShares(current, keys)];
  const value = Math.sqrt(jensenShannonDivergence(r.kept, c.kept));
  let [low, high] = [0, MOST_PER_SHARE * (r.forgotten + c.forgotten)];
  keys.forEach((_, key) => {
    const range = (side: KeptShares): readonly [number, number] => [side.kept[key]!, side.kept[key]! + side.shortfall];
    const [least, most] = termRange(term, { r: range(r), c: range(c) });
    low += least;
    high += most;
  });
  return between(value, { low: Math.sqrt(low), high: Math.sqrt(Math.min(Math.LN2, high)), confidence: 1 });
}

interface KeptShares {
  /** Share of each key, and of all that the sketch forgot. */
  readonly kept: Float64Array;
  readonly forgotten: number;
  readonly shortfall: number;
}

function keptShares({ counts, rows, shortfall }: CountSide, keys: readonly Category[]): KeptShares {
  const shares = keys.map((key) => (counts.get(key) ?? 0) / rows);
  const forgotten = Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0));
  return {
    kept: Float64Array.of(...shares, forgotten),
    forgotten: shortfall === 0 ? 0 : forgotten,
    shortfall: shortfall / rows,
  };
}

/** What one bin adds to the divergence. */
function term(r: number, c: number): number {
  return binDivergence(r, c) / 2;
}

/** Upper bound of a tail's terms, from its end inwards: the first so many together, by their share, and the rest one by one. */
function tailBound(highs: readonly number[], shareUpTo: (bins: number) => number): number {
  let rest = highs.reduce((sum, high) => sum + high, 0);
  let bound = rest;
  highs.forEach((high, bin) => {
    rest -= high;
    bound = Math.min(bound, MOST_PER_SHARE * shareUpTo(bin + 1) + Math.max(0, rest));
  });
  return bound;
}
