/** What a burst adds up, one line of 64 bytes per shard so that threads do not share a cache line. JavaScript clears and sums them. */
import { shard } from "./step";

let results: usize = 0;

// @ts-ignore: decorator
@inline
export function setResults(address: usize): void {
  results = address;
}

// @ts-ignore: decorator
@inline
function line(index: i32): usize {
  return results + (<usize>index << 6);
}

/** Adds this shard's part of the batch's loss (already a mean), its Σ weight·loss and its score. */
export function addLoss(mean: f64, sum: f64, score: f64): void {
  const at = line(shard);
  store<f64>(at, load<f64>(at) + mean);
  store<f64>(at, load<f64>(at, 8) + sum, 8);
  store<f64>(at, load<f64>(at, 16) + score, 16);
}

/** Adds this shard's part of the penalties to the loss. */
export function addPenalty(penalty: f64): void {
  const at = line(shard);
  store<f64>(at, load<f64>(at) + penalty);
}

/** Keeps this shard's Σ g² until all shards have theirs. */
export function setSquaredNorm(sum: f64): void {
  store<f64>(line(shard), sum, 24);
}

export function squaredNormOf(index: i32): f64 {
  return load<f64>(line(index), 24);
}
