/** A fair coin whose whole state is one 32-bit number, so that it can be stored with what uses it. Generator: splitmix32. */

export interface Flip {
  readonly heads: boolean;
  readonly state: number;
}

/** One flip, and the state for the next. */
export function flipCoin(state: number): Flip {
  const next = (state + 0x9e3779b9) | 0;
  let mixed = Math.imul(next ^ (next >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return { heads: (mixed ^ (mixed >>> 15)) < 0, state: next };
}
