/** Hashes of 64 bits, as two halves, of numbers and texts. Fast and well mixed; not for secrets. Mixer: MurmurHash3's finaliser (Appleby). */

/** A hash in two words, the high one first. One is filled again and again, so that a million hashes leave nothing behind. */
export type Hash64 = Int32Array;

const HIGH = 0;
const LOW = 1;
const bits = new Int32Array(2);
const asNumber = new Float64Array(bits.buffer);
const NUMBER_SEED = 0x3c6ef372;
const TEXT_SEED = 0x1f83d9ab;

/** Room for a hash. */
export function emptyHash(): Hash64 {
  return new Int32Array(2);
}

/** Hash of a number's float64 bits, different for all numbers; −0 counts as 0. */
export function hashNumber(value: number, hash: Hash64): void {
  asNumber[0] = value === 0 ? 0 : value;
  const first = mix(bits[0]! ^ NUMBER_SEED);
  const second = mix((bits[1]! + first) | 0);
  hash[HIGH] = mix(first ^ Math.imul(second, 0x85ebca77));
  hash[LOW] = second;
}

/** Hash of a text's UTF-16 units. */
export function hashText(text: string, hash: Hash64): void {
  hash[HIGH] = TEXT_SEED ^ text.length;
  hash[LOW] = ~TEXT_SEED;
  for (let index = 0; index < text.length; index++) absorb(hash, text.charCodeAt(index));
  finish(hash);
}

// Sums are cut to 32 bits at once: as whole numbers they cost a fraction of what they would as floating-point ones.
function absorb(hash: Hash64, word: number): void {
  const high = hash[HIGH]!;
  const low = hash[LOW]!;
  hash[HIGH] = (Math.imul(high ^ mix(word), 0x85ebca77) + low) | 0;
  hash[LOW] = Math.imul(low ^ mix((word + 0x7f4a7c15) | 0), 0xc2b2ae3d) ^ (high >>> 15);
}

function finish(hash: Hash64): void {
  const first = mix((hash[HIGH]! + Math.imul(hash[LOW]!, 5)) | 0);
  const second = mix(hash[LOW]! ^ first);
  hash[HIGH] = mix((first + second) | 0);
  hash[LOW] = second;
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
