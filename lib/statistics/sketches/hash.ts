/** Hashes of 64 bits, as two halves, of numbers and texts. Fast and well mixed; not for secrets. Mixer: MurmurHash3's finaliser (Appleby). */

export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

const bits = new Uint32Array(2);
const asNumber = new Float64Array(bits.buffer);
const NUMBER_START: Hash64 = { high: 0x3c6ef372, low: ~0x3c6ef372 };
const TEXT_SEED = 0x1f83d9ab;

/** Hash of a number's float64 bits; −0 counts as 0. */
export function hashNumber(value: number): Hash64 {
  asNumber[0] = value === 0 ? 0 : value;
  return finish(absorb(absorb(NUMBER_START, bits[0]!), bits[1]!));
}

/** Hash of a text's UTF-16 units. */
export function hashText(text: string): Hash64 {
  let state: Hash64 = { high: TEXT_SEED ^ text.length, low: ~TEXT_SEED };
  for (let index = 0; index < text.length; index++) state = absorb(state, text.charCodeAt(index));
  return finish(state);
}

function absorb({ high, low }: Hash64, word: number): Hash64 {
  return {
    high: Math.imul(high ^ mix(word), 0x85ebca77) + low,
    low: Math.imul(low ^ mix(word + 0x7f4a7c15), 0xc2b2ae3d) ^ (high >>> 15),
  };
}

function finish({ high, low }: Hash64): Hash64 {
  const first = mix(high + Math.imul(low, 5));
  const second = mix(low ^ first);
  return { high: mix(first + second) >>> 0, low: second >>> 0 };
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
