/**
 * The smallest and largest value of a divergence's term over a box of shares. The term is jointly convex in (r, c), at least 0 and 0 where r = c:
 * over a box it is largest at a corner; it is 0 where the box meets r = c, else smallest at the corner nearest to it.
 */

/** One bin's share on either side, between two bounds each. */
export interface TermBox {
  readonly r: readonly [low: number, high: number];
  readonly c: readonly [low: number, high: number];
}

/** Smallest and largest value over the box. */
export function termRange(
  term: (r: number, c: number) => number,
  { r: [r0, r1], c: [c0, c1] }: TermBox,
): readonly [low: number, high: number] {
  const low = r0 > c1 ? term(r0, c1) : c0 > r1 ? term(r1, c0) : 0;
  return [low, Math.max(term(r0, c0), term(r0, c1), term(r1, c0), term(r1, c1))];
}
