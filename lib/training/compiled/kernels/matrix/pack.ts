/**
 * Copies of matrix parts in the order in which the tiles read them: panels of 8 columns, row after row, so that a panel fills whole
 * cache lines whatever the matrix's width. The last panel is 4 or 8 wide and filled up with zeros.
 */

/** Floats of a panel's row: 4 when at most 4 columns are left. */
// @ts-ignore: decorator
@inline
export function panelWidth(columns: i32): i32 {
  return columns <= 4 ? 4 : 8;
}

/** `count` floats (0 to 8) into a row of `width` (4 or 8), the rest zeros. */
export function copyPadded(from: usize, to: usize, count: i32, width: i32): void {
  for (let i = 0; i < width; i++) {
    store<f32>(to + (<usize>i << 2), i < count ? load<f32>(from + (<usize>i << 2)) : 0);
  }
}

/** `count` floats. */
export function copyFloats(from: usize, to: usize, count: i32): void {
  let left = count;
  for (; left >= 4; left -= 4) {
    v128.store(to, v128.load(from));
    from += 16;
    to += 16;
  }
  for (; left > 0; left--) {
    store<f32>(to, load<f32>(from));
    from += 4;
    to += 4;
  }
}

/** `count` zeros. */
export function clearFloats(to: usize, count: i32): void {
  let left = count;
  for (; left >= 4; left -= 4) {
    v128.store(to, f32x4.splat(0));
    to += 16;
  }
  for (; left > 0; left--) {
    store<f32>(to, 0);
    to += 4;
  }
}

/** B [k, n] with rows `stride` bytes apart into panels; panel p begins at `to` + p·k·32 bytes. */
export function packRows(from: usize, stride: usize, k: i32, n: i32, to: usize): void {
  const panel = <usize>k << 5;
  const full = n >> 3;
  const rest = n & 7;
  const width = panelWidth(rest);
  for (let i = 0; i < k; i++) {
    let source = from;
    let target = to + (<usize>i << 5);
    for (let p = 0; p < full; p++) {
      v128.store(target, v128.load(source));
      v128.store(target, v128.load(source, 16), 16);
      source += 32;
      target += panel;
    }
    if (rest) copyPadded(source, to + <usize>full * panel + <usize>(i * width) * 4, rest, width);
    from += stride;
  }
}

/** B = Wᵀ into panels, with W [n, k] and rows `stride` bytes apart. */
export function packTransposed(from: usize, stride: usize, k: i32, n: i32, to: usize): void {
  for (let column = 0; column < n; column += 4) {
    const width = panelWidth(n - (column & ~7));
    const target = to + ((<usize>k * <usize>(column & ~7)) << 2) + ((column & 7) << 2);
    if (n - column >= 4) transposeFour(from, stride, k, target, width);
    else transposeRest(from, stride, k, n - column, target, width);
    from += stride << 2;
  }
}

/** Four rows of `k` floats become four columns in rows of `width` floats. */
function transposeFour(from: usize, stride: usize, k: i32, to: usize, width: i32): void {
  const step = <usize>width << 2;
  let left = k;
  for (; left >= 4; left -= 4) {
    const a = v128.load(from);
    const b = v128.load(from + stride);
    const c = v128.load(from + stride * 2);
    const d = v128.load(from + stride * 3);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
    v128.store(to + step, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    v128.store(to + step * 2, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
    v128.store(to + step * 3, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
    from += 16;
    to += step * 4;
  }
  for (; left > 0; left--) {
    store<f32>(to, load<f32>(from));
    store<f32>(to, load<f32>(from + stride), 4);
    store<f32>(to, load<f32>(from + stride * 2), 8);
    store<f32>(to, load<f32>(from + stride * 3), 12);
    from += 4;
    to += step;
  }
}

/** The last one to three rows, filled up with zeros. */
function transposeRest(from: usize, stride: usize, k: i32, rows: i32, to: usize, width: i32): void {
  for (let i = 0; i < k; i++) {
    for (let r = 0; r < 4; r++) {
      const value: f32 = r < rows ? load<f32>(from + <usize>r * stride) : 0;
      store<f32>(to + (<usize>r << 2), value);
    }
    from += 4;
    to += <usize>width << 2;
  }
}

/** A tile of A by columns: `rows` neighbouring floats (1 to 6) every `stride` bytes, put side by side. */
export function packColumns(from: usize, stride: usize, k: i32, rows: i32, to: usize): void {
  for (let i = 0; i < k; i++) {
    if (rows >= 4) {
      v128.store(to, v128.load(from));
      if (rows == 6) store<u64>(to, load<u64>(from, 16), 16);
      else if (rows == 5) store<f32>(to, load<f32>(from, 16), 16);
    } else {
      for (let r = 0; r < rows; r++) store<f32>(to + (<usize>r << 2), load<f32>(from + (<usize>r << 2)));
    }
    from += stride;
    to += <usize>rows << 2;
  }
}
