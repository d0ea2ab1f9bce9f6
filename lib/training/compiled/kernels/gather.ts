/** The rows of a batch, copied from the dataset into the batch's slots in the order of training. */
import { start } from "./step";

let order: usize = 0;
let features: usize = 0;
let targets: usize = 0;
let sampleWeights: usize = 0;

/** The dataset of the burst: addresses of its row-major arrays, 0 where there is none. Without an order rows follow each other. */
export function setData(orderAt: usize, featuresAt: usize, targetsAt: usize, sampleWeightsAt: usize): void {
  order = orderAt;
  features = featuresAt;
  targets = targetsAt;
  sampleWeights = sampleWeightsAt;
}

/** Words: three slots, features, targets and sample weights; an address of 0 is left out. */
export function gather(words: usize, rowStart: i32, rowCount: i32): void {
  copyRows(words, features, rowStart, rowCount);
  copyRows(words + 8, targets, rowStart, rowCount);
  copyRows(words + 16, sampleWeights, rowStart, rowCount);
}

function copyRows(slot: usize, source: usize, rowStart: i32, rowCount: i32): void {
  const base = load<usize>(slot);
  if (!base || !source) return;
  const bytes = load<usize>(slot, 4) << 2;
  const to = base + <usize>rowStart * bytes;
  const first = <usize>(start + rowStart);
  if (!order) {
    memory.copy(to, source + first * bytes, <usize>rowCount * bytes);
    return;
  }
  const rows = order + (first << 2);
  if (bytes == 4) copyNumbers(to, source, rows, rowCount);
  else copyRowsOf(bytes, to, source, rows, rowCount);
}

/** Rows of one number. */
function copyNumbers(to: usize, source: usize, rows: usize, count: i32): void {
  for (const end = rows + (<usize>count << 2); rows < end; rows += 4, to += 4) {
    store<f32>(to, load<f32>(source + (load<usize>(rows) << 2)));
  }
}

function copyRowsOf(bytes: usize, to: usize, source: usize, rows: usize, count: i32): void {
  touchRows(bytes, source, rows, count);
  const wide = bytes & ~15;
  for (const end = rows + (<usize>count << 2); rows < end; rows += 4, to += bytes) {
    const from = source + load<usize>(rows) * bytes;
    let at: usize = 0;
    for (; at < wide; at += 16) v128.store(to + at, v128.load(from + at));
    for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(from + at));
  }
}

/** Keeps the reads below alive. */
let touched: i32 = 0;

/**
 * Reads a number at the start of every row and one in its second cache line: so short a loop that the processor fetches all rows of a
 * large dataset at once, instead of waiting for a few at a time while it copies.
 */
function touchRows(bytes: usize, source: usize, rows: usize, count: i32): void {
  const second = min<usize>(64, bytes - 4);
  let sum: i32 = 0;
  for (const end = rows + (<usize>count << 2); rows < end; rows += 4) {
    const from = source + load<usize>(rows) * bytes;
    sum ^= load<i32>(from) ^ load<i32>(from + second);
  }
  touched = sum;
}
