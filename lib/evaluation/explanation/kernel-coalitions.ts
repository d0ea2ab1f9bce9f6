/**
 * The coalitions that Kernel SHAP asks the model about, and how much each counts.
 *
 * A coalition of s of M features has the Shapley kernel's weight (M − 1) / (C(M, s) · s · (M − s)). Sizes are taken in pairs (s and M − s)
 * from the outside in; while the samples left would cover a pair of sizes, all its coalitions are taken. The rest is drawn at random,
 * each drawn coalition followed by its complement, and together carries the weight of the sizes that were not enumerated.
 * Source: shap, `explainers/_kernel.py`; Covert and Lee, "Improving KernelSHAP" (2021) on the pairs. Cost: O(samples · M).
 */
import { permutation, type Random } from "../../random";

export interface KernelCoalitions {
  /** Row-major [coalitions, width]: 1 for a member. */
  readonly members: Uint8Array;
  /** Sum 1. */
  readonly weights: Float64Array;
  /** Every coalition but the empty and the full one is there: the solution is the exact Shapley values. */
  readonly complete: boolean;
}

export interface KernelCoalitionsInput {
  readonly width: number;
  readonly samples: number;
  readonly random: Random;
}

/** Weighted coalitions by their members, in the order in which they were found. */
type Found = Map<string, { readonly members: Uint8Array; weight: number }>;

/** Precondition: width at least 2. */
export function kernelCoalitions({ width, samples, random }: KernelCoalitionsInput): KernelCoalitions {
  const sizes = pairedSizes(width);
  const found: Found = new Map();
  let left = Math.min(samples, 2 ** width - 2);
  let enumerated = 0;
  for (const { size, paired, weight } of sizes) {
    const rest = sizes.slice(enumerated).reduce((sum, entry) => sum + entry.weight, 0);
    const subsets = binomial(width, size);
    const count = paired ? 2 * subsets : subsets;
    if ((left * weight) / rest / count < 1 - 1e-8) break;
    for (const members of combinations(width, size)) {
      add(found, members, weight / count);
      if (paired) add(found, complement(members), weight / count);
    }
    left -= count;
    enumerated++;
  }
  const open = sizes.slice(enumerated);
  if (open.length > 0) drawCoalitions(found, open, { width, samples: left, random });
  const entries = [...found.values()];
  const members = new Uint8Array(entries.length * width);
  entries.forEach((entry, index) => members.set(entry.members, index * width));
  return { members, weights: Float64Array.from(entries, ({ weight }) => weight), complete: open.length === 0 };
}

interface PairedSize {
  readonly size: number;
  /** Stands for the size M − s as well. */
  readonly paired: boolean;
  /** Of all coalitions of the size (both sizes of a pair) together; all sizes sum to 1. */
  readonly weight: number;
}

function pairedSizes(width: number): readonly PairedSize[] {
  const raw = Array.from({ length: Math.ceil((width - 1) / 2) }, (_, index) => {
    const size = index + 1;
    const paired = size < width - size;
    return { size, paired, weight: ((paired ? 2 : 1) * (width - 1)) / (size * (width - size)) };
  });
  const total = raw.reduce((sum, { weight }) => sum + weight, 0);
  return raw.map((entry) => ({ ...entry, weight: entry.weight / total }));
}

/** Draws until the samples are used up, or four times as many draws brought nothing new. */
function drawCoalitions(
  found: Found,
  sizes: readonly PairedSize[],
  { width, samples, random }: KernelCoalitionsInput,
): void {
  const drawn: Found = new Map();
  const total = sizes.reduce((sum, { weight }) => sum + weight, 0);
  for (let draws = 0; draws < 4 * samples && drawn.size < samples; draws++) {
    const { size, paired } = drawSize(sizes, random.next() * drawWeight(sizes));
    const members = new Uint8Array(width);
    for (const feature of permutation(width, random).subarray(0, size)) members[feature] = 1;
    add(drawn, members, 1);
    if (paired && (drawn.size < samples || drawn.has(complement(members).join("")))) {
      add(drawn, complement(members), 1);
    }
  }
  const count = [...drawn.values()].reduce((sum, { weight }) => sum + weight, 0);
  for (const { members, weight } of drawn.values()) add(found, members, (weight * total) / count);
}

/** A pair is drawn half as often, since each draw of it brings two coalitions. */
function drawWeight(sizes: readonly PairedSize[]): number {
  return sizes.reduce((sum, { weight, paired }) => sum + (paired ? weight / 2 : weight), 0);
}

function drawSize(sizes: readonly PairedSize[], place: number): PairedSize {
  let rest = place;
  for (const entry of sizes) {
    rest -= entry.paired ? entry.weight / 2 : entry.weight;
    if (rest < 0) return entry;
  }
  return sizes[sizes.length - 1]!;
}

function add(found: Found, members: Uint8Array, weight: number): void {
  const key = members.join("");
  const known = found.get(key);
  if (known) known.weight += weight;
  else found.set(key, { members, weight });
}

function complement(members: Uint8Array): Uint8Array {
  return members.map((member) => 1 - member);
}

/** All coalitions of a size, in lexicographic order of their features. */
function* combinations(width: number, size: number): Generator<Uint8Array> {
  const chosen = Array.from({ length: size }, (_, index) => index);
  for (;;) {
    const members = new Uint8Array(width);
    for (const feature of chosen) members[feature] = 1;
    yield members;
    let place = size - 1;
    while (place >= 0 && chosen[place] === width - size + place) place--;
    if (place < 0) return;
    chosen[place]! += 1;
    for (let next = place + 1; next < size; next++) chosen[next] = chosen[next - 1]! + 1;
  }
}

function binomial(n: number, k: number): number {
  let result = 1;
  for (let step = 1; step <= k; step++) result = (result * (n - k + step)) / step;
  return Math.round(result);
}
