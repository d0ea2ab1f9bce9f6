/** A table of vectors, looked up by whole numbers. */
import { address, clear, int, load4, rowAt, store4 } from "./words";

/** The row of the table for the number at `at`. Data is checked before upload; the limits keep even a wrong number inside the table. */
// @ts-ignore: decorator
@inline
function entry(at: usize, inputDim: i32): i32 {
  return max<i32>(0, min<i32>(inputDim - 1, <i32>load<f32>(at)));
}

/** y = table[x]. */
export function embedding(words: usize, rowStart: i32, rowCount: i32): void {
  const count = rowCount * int(words, 0);
  const inputDim = int(words, 1);
  const outputDim = int(words, 2);
  const x = rowAt(words, 3, rowStart);
  const table = address(words, 5);
  const bytes = <usize>outputDim << 2;
  let y = rowAt(words, 7, rowStart);
  for (let i = 0; i < count; i++, y += bytes) {
    const from = table + <usize>entry(x + (<usize>i << 2), inputDim) * bytes;
    for (let j = 0; j < outputDim; j += 4) {
      const at = <usize>j << 2;
      store4(y + at, load4(from + at, outputDim - j), outputDim - j);
    }
  }
}

/** dTable[x] += dy, in the order of the rows, from a table of zeros. */
export function embeddingGradient(words: usize, rowStart: i32, rowCount: i32): void {
  const count = rowCount * int(words, 0);
  const inputDim = int(words, 1);
  const outputDim = int(words, 2);
  const x = rowAt(words, 3, rowStart);
  const table = address(words, 7);
  const bytes = <usize>outputDim << 2;
  let dy = rowAt(words, 5, rowStart);
  clear(table, inputDim * outputDim);
  for (let i = 0; i < count; i++, dy += bytes) {
    const to = table + <usize>entry(x + (<usize>i << 2), inputDim) * bytes;
    for (let j = 0; j < outputDim; j += 4) {
      const at = <usize>j << 2;
      store4(to + at, f32x4.add(load4(to + at, outputDim - j), load4(dy + at, outputDim - j)), outputDim - j);
    }
  }
}
