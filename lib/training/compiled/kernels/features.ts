/**
 * A recipe's raw columns to features, see `feature-program.ts`. Words: number of columns, outputs per row, address of the features
 * [rows, width]; then for each column its kind, the address of its raw values (one per row), its first output and four parameters:
 * - affine: fill, factor;
 * - one-hot: categories;
 * - bin: fill, address of the edges, number of edges, 1 for one output per interval.
 * Encoded by `wasm/feature-words.ts`.
 */
const AFFINE: i32 = 0;
const ONE_HOT: i32 = 1;

const HEADER_BYTES: usize = 12;
const COLUMN_BYTES: usize = 28;
/** Rows that are finished together, so that their features stay in the cache from column to column. */
const ROWS_AT_ONCE: i32 = 64;

export function features(words: usize, rowCount: i32): void {
  const columns = load<i32>(words);
  const stride = load<usize>(words, 4) << 2;
  const to = load<usize>(words, 8);
  memory.fill(to, 0, <usize>rowCount * stride);
  for (let row = 0; row < rowCount; row += ROWS_AT_ONCE) {
    const count = min<i32>(ROWS_AT_ONCE, rowCount - row);
    let column = words + HEADER_BYTES;
    for (let index = 0; index < columns; index++, column += COLUMN_BYTES) {
      const from = load<usize>(column, 4) + (<usize>row << 2);
      const target = to + <usize>row * stride + (load<usize>(column, 8) << 2);
      placeColumn(column, from, target, stride, count);
    }
  }
}

function placeColumn(column: usize, from: usize, to: usize, stride: usize, count: i32): void {
  const kind = load<i32>(column);
  if (kind == AFFINE) placeNumbers(from, to, stride, count, load<f32>(column, 12), load<f32>(column, 16));
  else if (kind == ONE_HOT) placeCategories(from, to, stride, count, load<u32>(column, 12));
  else placeBins(column, from, to, stride, count);
}

function placeNumbers(from: usize, to: usize, stride: usize, count: i32, fill: f32, factor: f32): void {
  for (let i = 0; i < count; i++, from += 4, to += stride) {
    const value = load<f32>(from);
    store<f32>(to, (value == value ? value : fill) * factor);
  }
}

/** As unsigned numbers the negative codes are large too. */
function placeCategories(from: usize, to: usize, stride: usize, count: i32, categories: u32): void {
  for (let i = 0; i < count; i++, from += 4, to += stride) {
    const code = load<u32>(from);
    if (code < categories) store<f32>(to + (<usize>code << 2), 1);
  }
}

function placeBins(column: usize, from: usize, to: usize, stride: usize, count: i32): void {
  const fill = load<f32>(column, 12);
  const edges = load<usize>(column, 16);
  const edgeCount = load<i32>(column, 20);
  const spread = load<i32>(column, 24);
  for (let i = 0; i < count; i++, from += 4, to += stride) {
    const raw = load<f32>(from);
    const value = raw == raw ? raw : fill;
    const bin = binOf(value, edges, edgeCount);
    if (!spread) store<f32>(to, value == value ? <f32>bin : NaN);
    else if (value == value) store<f32>(to + (<usize>bin << 2), 1);
  }
}

/** How many of the ascending edges are at most `value`, by halving. */
function binOf(value: f32, edges: usize, count: i32): i32 {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= load<f32>(edges + (<usize>middle << 2))) low = middle + 1;
    else high = middle;
  }
  return low;
}
