/**
 * Random numbers without a state: a number is a hash of (seed, step, node, element), so that shards, threads, targets and a resumed
 * training draw the same ones. Wasm and WGSL compute these very integer operations.
 */

/** A 32-bit finaliser with good avalanche (constants: C. Wellons, "hash-prospector", 2018). */
export function mix32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The key of one random layer in one step. */
export function stepKey(key: { readonly seed: number; readonly step: number; readonly node: number }): number {
  const layer = mix32(key.seed + Math.imul(key.node + 1, 0x9e3779b9));
  return mix32(layer + Math.imul(key.step + 1, 0x85ebca6b));
}

/** 32 random bits for element `index` = row in batch · width + column. Dropout keeps it when bits ≥ ⌊rate·2³²⌋. */
export function bitsAt(key: number, index: number): number {
  return mix32((key ^ index) >>> 0);
}
