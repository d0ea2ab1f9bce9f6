/**
 * The Mersenne Twister MT19937 as CPython's `random.Random(seed)` seeds and reads it. Only for agreement with tools that draw from
 * it; everything else of the project takes a `Random`. Source: Matsumoto and Nishimura (1998); CPython `Modules/_randommodule.c`.
 * The state is 624 words and, last, the position among them: plain data.
 */

const WORDS = 624;
const MIDDLE = 397;

export type TwisterState = Uint32Array<ArrayBuffer>;

/** The state for a whole seed in [0, 2^32). */
export function createTwister(seed: number): TwisterState {
  const state = new Uint32Array(WORDS + 1);
  seedTwister(state, seed);
  return state;
}

/** Starts again from a seed (MT's initialisation by an array of one word). */
export function seedTwister(state: TwisterState, seed: number): void {
  state[0] = 19_650_218;
  for (let i = 1; i < WORDS; i++) state[i] = Math.imul(1_812_433_253, folded(state, i - 1)) + i;
  let i = 1;
  for (let k = 0; k < WORDS; k++) {
    state[i] = (state[i]! ^ Math.imul(folded(state, i - 1), 1_664_525)) + seed;
    i = following(state, i);
  }
  for (let k = 0; k < WORDS - 1; k++) {
    state[i] = (state[i]! ^ Math.imul(folded(state, i - 1), 1_566_083_941)) - i;
    i = following(state, i);
  }
  state[0] = 0x80000000;
  state[WORDS] = WORDS;
}

/** A whole number in [0, bound): as many top bits as the bound has, drawn again while they are too large. */
export function randomBelow(state: TwisterState, bound: number): number {
  const unused = Math.clz32(bound);
  let drawn = nextWord(state) >>> unused;
  while (drawn >= bound) drawn = nextWord(state) >>> unused;
  return drawn;
}

function nextWord(state: TwisterState): number {
  if (state[WORDS]! >= WORDS) refill(state);
  let word = state[state[WORDS]!]!;
  state[WORDS]! += 1;
  word ^= word >>> 11;
  word ^= (word << 7) & 0x9d2c5680;
  word ^= (word << 15) & 0xefc60000;
  return (word ^ (word >>> 18)) >>> 0;
}

function refill(state: TwisterState): void {
  for (let i = 0; i < WORDS; i++) {
    const mixed = (state[i]! & 0x80000000) | (state[(i + 1) % WORDS]! & 0x7fffffff);
    state[i] = state[(i + MIDDLE) % WORDS]! ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
  }
  state[WORDS] = 0;
}

function folded(state: TwisterState, index: number): number {
  return state[index]! ^ (state[index]! >>> 30);
}

function following(state: TwisterState, index: number): number {
  if (index + 1 < WORDS) return index + 1;
  state[0] = state[WORDS - 1]!;
  return 1;
}
