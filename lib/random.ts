/**
 * Seeded pseudo-random numbers. Every stochastic function of `lib/` takes a {@link Random}; none calls `Math.random`.
 * Generator: xoshiro128** (Blackman and Vigna, 2018), seeded through splitmix32.
 */

export interface Random {
  /** Uniform in [0, 1), 32 bits of resolution. */
  next(): number;
  /** Uniform integer in [0, bound). */
  int(bound: number): number;
  /** Standard normal (Box–Muller). */
  normal(): number;
  /** An independent generator named by a label, so that adding a consumer does not disturb the others. */
  fork(label: string): Random;
}

/** A generator for a seed: any number or text. The same seed gives the same numbers on every machine. */
export function seededRandom(seed: number | string): Random {
  const label = String(seed);
  const state = seedState(label);
  let spare: number | null = null;

  const nextUint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(state[1]!, 5), 7), 9) >>> 0;
    const t = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= t;
    state[3] = rotateLeft(state[3]!, 11);
    return result;
  };
  const next = (): number => nextUint32() / 2 ** 32;

  return {
    next,
    int: (bound) => Math.floor(next() * bound),
    normal: () => {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    fork: (child) => seededRandom(`${label}/${child}`),
  };
}

/** A seeded permutation of 0..length-1 (Fisher–Yates). */
export function permutation(length: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = random.int(last + 1);
    const held = order[last]!;
    order[last] = order[other]!;
    order[other] = held;
  }
  return order;
}

function seedState(label: string): Int32Array {
  let hash = 0x811c9dc5;
  for (let index = 0; index < label.length; index++) hash = Math.imul(hash ^ label.charCodeAt(index), 0x01000193);
  const state = new Int32Array(4);
  for (let word = 0; word < 4; word++) {
    hash = (hash + 0x9e3779b9) | 0;
    let mixed = hash ^ (hash >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    state[word] = mixed ^ (mixed >>> 15);
  }
  return state;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
