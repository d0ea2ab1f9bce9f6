/** Dense layers: y = act(x · kernel + bias) and its two gradients, as matrix products. */
import { activate1, derivativeFromOutput1 } from "./activations";

// @ts-ignore: decorator
@inline
function word(words: usize, index: i32): i32 {
  return load<i32>(words + (<usize>index << 2));
}

export function dense(words: usize, rowStart: i32, rowCount: i32): void {
  const rows = rowCount * word(words, 0);
  const inputs = word(words, 1);
  const units = word(words, 2);
  const kind = word(words, 3);
  const x = <usize>word(words, 4) + ((<usize>(rowStart * word(words, 5))) << 2);
  const kernel = <usize>word(words, 6);
  const bias = <usize>word(words, 8);
  const y = <usize>word(words, 10) + ((<usize>(rowStart * word(words, 11))) << 2);
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < units; j++) {
      let sum: f32 = bias ? load<f32>(bias + (j << 2)) : 0;
      for (let i = 0; i < inputs; i++) {
        sum += load<f32>(x + ((r * inputs + i) << 2)) * load<f32>(kernel + ((i * units + j) << 2));
      }
      store<f32>(y + ((r * units + j) << 2), activate1(sum, kind));
    }
  }
}

export function denseWeightGradient(words: usize, rowStart: i32, rowCount: i32): void {
  const rows = rowCount * word(words, 0);
  const inputs = word(words, 1);
  const units = word(words, 2);
  const x = <usize>word(words, 3) + ((<usize>(rowStart * word(words, 4))) << 2);
  const dy = <usize>word(words, 5) + ((<usize>(rowStart * word(words, 6))) << 2);
  const dKernel = <usize>word(words, 7);
  const dBias = <usize>word(words, 9);
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < units; j++) {
      let sum: f32 = 0;
      for (let r = 0; r < rows; r++) {
        sum += load<f32>(x + ((r * inputs + i) << 2)) * load<f32>(dy + ((r * units + j) << 2));
      }
      store<f32>(dKernel + ((i * units + j) << 2), sum);
    }
  }
  if (!dBias) return;
  for (let j = 0; j < units; j++) {
    let sum: f32 = 0;
    for (let r = 0; r < rows; r++) sum += load<f32>(dy + ((r * units + j) << 2));
    store<f32>(dBias + (j << 2), sum);
  }
}

export function denseInputGradient(words: usize, rowStart: i32, rowCount: i32): void {
  const rows = rowCount * word(words, 0);
  const inputs = word(words, 1);
  const units = word(words, 2);
  const dy = <usize>word(words, 3) + ((<usize>(rowStart * word(words, 4))) << 2);
  const kernel = <usize>word(words, 5);
  const dx = <usize>word(words, 7) + ((<usize>(rowStart * word(words, 8))) << 2);
  const kind = word(words, 9);
  const y = <usize>word(words, 10) + ((<usize>(rowStart * word(words, 11))) << 2);
  const accumulate = word(words, 12);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < inputs; i++) {
      let sum: f32 = 0;
      for (let j = 0; j < units; j++) {
        sum += load<f32>(dy + ((r * units + j) << 2)) * load<f32>(kernel + ((i * units + j) << 2));
      }
      const at = (r * inputs + i) << 2;
      if (kind) sum *= derivativeFromOutput1(load<f32>(y + at), kind);
      if (accumulate) sum += load<f32>(dx + at);
      store<f32>(dx + at, sum);
    }
  }
}
