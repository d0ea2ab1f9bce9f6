/**
 * The step that runs, as every kernel sees it. Globals of a wasm instance belong to its thread, so nothing here is shared; the
 * interpreter (`program.ts`) sets them before it calls a kernel.
 */

/** Where the batch begins in the order of the rows. */
export let start: i32 = 0;
/** Real rows of this batch, at most the plan's batch size. Means divide by it. */
export let rows: i32 = 0;
/** Counts from 0 over the whole training; with `seed` and a layer's number it keys the random numbers. */
export let step: u32 = 0;
export let seed: u32 = 0;
/** 1 in a training step; 0 in evaluation, prediction and input gradients (no dropout, running statistics). */
export let training: i32 = 0;
export let learningRate: f32 = 0;
/** 1 − β₁ᵗ and 1 − β₂ᵗ. */
export let correction1: f32 = 1;
export let correction2: f32 = 1;

/** The shard whose rows are computed, and how many the plan has. Never the thread. */
export let shard: i32 = 0;
export let shards: i32 = 1;
/** Rows of a full shard: shard s has rows [s·rowsPerShard, (s+1)·rowsPerShard) of the batch, cut at `rows`. */
export let rowsPerShard: i32 = 0;
/**
 * Bytes between the shards' copies of the gradients and of scratch. Slots of these spaces already point into the shard's own copy:
 * shard t's is at `slot + (t − shard)·stride`.
 */
export let gradientStride: usize = 0;
export let scratchStride: usize = 0;

/** This thread's own room for the call that runs: at least `tempFloats(op)` floats, aligned to 64 bytes, with any content. */
export let tempBase: usize = 0;

/** Rows of any shard of this batch (0 when it is empty). */
export function rowsOfShard(index: i32): i32 {
  return max<i32>(0, min<i32>(rowsPerShard, rows - index * rowsPerShard));
}

/** Shards that have rows of this batch; they are the first ones. */
export function filledShards(): i32 {
  return min<i32>(shards, (rows + rowsPerShard - 1) / rowsPerShard);
}

// @ts-ignore: decorator
@inline
export function setPlan(planShards: i32, planRowsPerShard: i32, gradients: usize, scratch: usize): void {
  shards = planShards;
  rowsPerShard = planRowsPerShard;
  gradientStride = gradients;
  scratchStride = scratch;
}

// @ts-ignore: decorator
@inline
export function setMode(isTraining: i32, planSeed: u32, temp: usize): void {
  training = isTraining;
  seed = planSeed;
  tempBase = temp;
}

/** Reads an entry of the step table: start, rows, step, learning rate, corrections. */
// @ts-ignore: decorator
@inline
export function setStep(entry: usize): void {
  start = load<i32>(entry);
  rows = load<i32>(entry, 4);
  step = load<u32>(entry, 8);
  learningRate = load<f32>(entry, 12);
  correction1 = load<f32>(entry, 16);
  correction2 = load<f32>(entry, 20);
}

// @ts-ignore: decorator
@inline
export function setShard(index: i32): void {
  shard = index;
}
