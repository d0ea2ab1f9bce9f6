/**
 * How many distinct values a column has, in 4 KB: HyperLogLog. Each value's 64-bit hash names one of m = 2¹² registers by its first 12 bits;
 * the register keeps the longest run of leading zeros (plus one) in the rest. Equal values change nothing, and the sketch of two columns is
 * the larger register of both: merging is exact.
 * Source: Flajolet et al. (2007); estimate by Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017), without bias
 * tables. Relative standard error 1.04 / √m = 1.63 %. Cost: O(1) a value, O(m) an estimate.
 */
import { emptyHash, hashNumber, hashText, type Hash64 } from "./hash";

const INDEX_BITS = 12;
const REGISTERS = 2 ** INDEX_BITS;
const RUN_BITS = 64 - INDEX_BITS;

/** Standard error of the estimate as a share of it. */
export const DISTINCT_STANDARD_ERROR = 1.04 / Math.sqrt(REGISTERS);

export interface DistinctSketch {
  readonly registers: Uint8Array;
}

/** A sketch of no values. */
export function emptyDistinctSketch(): DistinctSketch {
  return { registers: new Uint8Array(REGISTERS) };
}

/** The sketch with more values in it. The number 1 and the text "1" are two values; −0 and 0 are one, and so are all NaN. */
export function addToDistinctSketch(sketch: DistinctSketch, values: Iterable<number | string>): DistinctSketch {
  const registers = sketch.registers.slice();
  const hash = emptyHash();
  for (const value of values) {
    if (typeof value === "number") hashNumber(value, hash);
    else hashText(value, hash);
    note(registers, hash);
  }
  return { registers };
}

/** The same for numbers, which costs less the more equal ones stand side by side. */
export function addNumbersToDistinctSketch(sketch: DistinctSketch, values: Float64Array): DistinctSketch {
  const registers = sketch.registers.slice();
  const hash = emptyHash();
  let previous = NaN;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value === previous) continue;
    hashNumber(value, hash);
    note(registers, hash);
    previous = value;
  }
  return { registers };
}

/** The sketch of both columns together. */
export function mergeDistinctSketches(a: DistinctSketch, b: DistinctSketch): DistinctSketch {
  return { registers: a.registers.map((run, index) => Math.max(run, b.registers[index]!)) };
}

/** The estimated count of distinct values; 0 of none. */
export function distinctCount({ registers }: DistinctSketch): number {
  const counts = new Float64Array(RUN_BITS + 2);
  for (const run of registers) counts[run]!++;
  let z = REGISTERS * saturatedPart(1 - counts[RUN_BITS + 1]! / REGISTERS);
  for (let run = RUN_BITS; run >= 1; run--) z = (z + counts[run]!) / 2;
  z += REGISTERS * emptyPart(counts[0]! / REGISTERS);
  return (REGISTERS * REGISTERS) / (2 * Math.LN2 * z);
}

/** The registers as text, one character each. */
export function distinctSketchToText({ registers }: DistinctSketch): string {
  return Array.from(registers, (run) => String.fromCharCode(48 + run)).join("");
}

/** The sketch of such a text. */
export function distinctSketchOfText(text: string): DistinctSketch {
  return { registers: Uint8Array.from({ length: REGISTERS }, (_, index) => text.charCodeAt(index) - 48) };
}

function note(registers: Uint8Array, hash: Hash64): void {
  const high = hash[0]!;
  const low = hash[1]!;
  const index = high >>> (32 - INDEX_BITS);
  const zeros = Math.clz32(high << INDEX_BITS);
  const run = zeros < 32 - INDEX_BITS ? zeros + 1 : 32 - INDEX_BITS + Math.clz32(low) + 1;
  if (run > registers[index]!) registers[index] = run;
}

/** σ(x) = x + Σ x^(2^k) 2^(k−1): what the empty registers say. */
function emptyPart(x: number): number {
  if (x === 1) return Infinity;
  let [power, factor, total] = [x, 1, x];
  for (;;) {
    power *= power;
    const next = total + power * factor;
    if (next === total) return total;
    total = next;
    factor *= 2;
  }
}

/** τ(x) = (1 − x − Σ (1 − x^(2^−k))² 2^(−k)) / 3: what the full registers say. */
function saturatedPart(x: number): number {
  if (x === 0 || x === 1) return 0;
  let [root, factor, total] = [x, 1, 1 - x];
  for (;;) {
    root = Math.sqrt(root);
    factor /= 2;
    const next = total - (1 - root) ** 2 * factor;
    if (next === total) return total / 3;
    total = next;
  }
}
