/** Layer normalisation: every row of channels by itself. */
import { madd } from "./matrix/madd";
import { put4, readThrough } from "./through";
import { address, clear, float, int, laneMask, load4, rowAt, store4, sumLanes } from "./words";

/** Each row of channels by its own mean and variance; keeps mean and inv. */
export function layerNorm(words: usize, rowStart: i32, rowCount: i32): void {
  const rowsPerSample = int(words, 0);
  const channels = int(words, 1);
  const epsilon = float(words, 2);
  const bytes = <usize>channels << 2;
  const gamma = address(words, 5);
  const beta = address(words, 7);
  let x = rowAt(words, 3, rowStart);
  let saved = rowAt(words, 9, rowStart);
  let y = rowAt(words, 11, rowStart);
  for (let r = rowCount * rowsPerSample; r > 0; r--, x += bytes, y += bytes, saved += 8) {
    const mean = rowSum(x, channels) / <f32>channels;
    const inverse: f32 = <f32>1 / sqrt<f32>(rowSquares(x, channels, mean) / <f32>channels + epsilon);
    store<f32>(saved, mean);
    store<f32>(saved, inverse, 4);
    for (let c = 0; c < channels; c += 4) {
      const at = <usize>c << 2;
      const left = channels - c;
      const normal = f32x4.mul(f32x4.sub(load4(x + at, left), f32x4.splat(mean)), f32x4.splat(inverse));
      store4(y + at, madd(normal, load4(gamma + at, left), load4(beta + at, left)), left);
    }
  }
}

function rowSum(x: usize, count: i32): f32 {
  let sum = f32x4.splat(0);
  for (let c = 0; c < count; c += 4) sum = f32x4.add(sum, load4(x + (<usize>c << 2), count - c));
  return sumLanes(sum);
}

function rowSquares(x: usize, count: i32, mean: f32): f32 {
  let sum = f32x4.splat(0);
  for (let c = 0; c < count; c += 4) {
    const d = f32x4.sub(load4(x + (<usize>c << 2), count - c), f32x4.splat(mean));
    sum = f32x4.add(sum, v128.and(f32x4.mul(d, d), laneMask(count - c)));
  }
  return sumLanes(sum);
}

/** dx = inv·(g − mean(g) − x̂·mean(g·x̂)) with g = gamma·dy; dGamma = Σ dy·x̂ and dBeta = Σ dy over the shard's rows. */
export function layerNormGradient(words: usize, rowStart: i32, rowCount: i32): void {
  const rowsPerSample = int(words, 0);
  const channels = int(words, 1);
  const bytes = <usize>channels << 2;
  const gamma = address(words, 4);
  const dGamma = address(words, 12);
  const dBeta = address(words, 14);
  let x = rowAt(words, 2, rowStart);
  let saved = rowAt(words, 6, rowStart);
  let dy = rowAt(words, 8, rowStart);
  let dx = rowAt(words, 10, rowStart);
  readThrough(words, 16, 10);
  if (dGamma) clear(dGamma, channels);
  if (dBeta) clear(dBeta, channels);
  for (let r = rowCount * rowsPerSample; r > 0; r--, x += bytes, dy += bytes, saved += 8) {
    const mean = load<f32>(saved);
    const inverse = load<f32>(saved, 4);
    if (dGamma) addWeightGradients(x, dy, dGamma, dBeta, channels, mean, inverse);
    if (dx) {
      layerNormRow(x, dy, dx, gamma, channels, mean, inverse);
      dx += bytes;
    }
  }
}

function addWeightGradients(
  x: usize,
  dy: usize,
  dGamma: usize,
  dBeta: usize,
  channels: i32,
  mean: f32,
  inverse: f32,
): void {
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    const d = load4(dy + at, left);
    const normal = f32x4.mul(f32x4.sub(load4(x + at, left), f32x4.splat(mean)), f32x4.splat(inverse));
    store4(dGamma + at, madd(d, normal, load4(dGamma + at, left)), left);
    if (dBeta) store4(dBeta + at, f32x4.add(load4(dBeta + at, left), d), left);
  }
}

function layerNormRow(
  x: usize,
  dy: usize,
  dx: usize,
  gamma: usize,
  channels: i32,
  mean: f32,
  inverse: f32,
): void {
  let sums = f32x4.splat(0);
  let products = f32x4.splat(0);
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    const g = f32x4.mul(load4(dy + at, left), load4(gamma + at, left));
    const normal = f32x4.mul(f32x4.sub(load4(x + at, left), f32x4.splat(mean)), f32x4.splat(inverse));
    sums = f32x4.add(sums, g); // zeros beyond the end: g is 0 there
    products = madd(g, normal, products);
  }
  const offset = f32x4.splat(sumLanes(sums) / <f32>channels);
  const slope = f32x4.splat(sumLanes(products) / <f32>channels);
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    const g = f32x4.mul(load4(dy + at, left), load4(gamma + at, left));
    const normal = f32x4.mul(f32x4.sub(load4(x + at, left), f32x4.splat(mean)), f32x4.splat(inverse));
    const along = f32x4.add(f32x4.mul(normal, slope), offset);
    put4(dx + at, f32x4.mul(f32x4.sub(g, along), f32x4.splat(inverse)), left);
  }
}
