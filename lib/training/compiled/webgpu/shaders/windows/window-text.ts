/** Where a window's taps lie in the image, as WGSL; shared by convolutions and pooling. */
import type { Window2d } from "../../../plan/forward-op";

/** Whether some tap of some window lies outside the image, above or below, left or right. */
export function paddedRows(w: Window2d): boolean {
  return w.padTop > 0 || (w.outHeight - 1) * w.strideHeight + (w.kernelHeight - 1) * w.dilationHeight >= w.height;
}
export function paddedColumns(w: Window2d): boolean {
  return w.padLeft > 0 || (w.outWidth - 1) * w.strideWidth + (w.kernelWidth - 1) * w.dilationWidth >= w.width;
}

/** Numbers from 0 to `count` − 1. */
export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Without doubles, in ascending order. */
export function distinct(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** The largest of 1 to `most` that divides `count`. */
export function divisor(count: number, most: number): number {
  for (let size = Math.min(most, count); size > 1; size--) if (count % size === 0) return size;
  return 1;
}

/** `n0`, `n1`, `m2` (minus) …: an offset as part of a name. */
export function tag(offset: number): string {
  return offset < 0 ? `m${-offset}` : `n${offset}`;
}

/** `fn rowOf(oh, kh)` and `fn columnOf(ow, kw)`: the image row and column of a tap, negative or too large outside. */
export function tapText(w: Window2d): string {
  return `fn rowOf(oh: u32, kh: u32) -> i32 { return i32(oh * ${w.strideHeight}u + kh * ${w.dilationHeight}u) - ${w.padTop}; }
fn columnOf(ow: u32, kw: u32) -> i32 { return i32(ow * ${w.strideWidth}u + kw * ${w.dilationWidth}u) - ${w.padLeft}; }
fn inRows(ih: i32) -> bool { return ih >= 0 && ih < ${w.height}; }
fn inColumns(iw: i32) -> bool { return iw >= 0 && iw < ${w.width}; }`;
}

/**
 * The other way round: `fn outRow(ih, kh)` and `fn outColumn(iw, kw)` give the window whose tap lies there, −1 when there is none.
 */
export function sourceText(w: Window2d): string {
  return `${axis("outRow", w.padTop, w.dilationHeight, w.strideHeight, w.outHeight)}
${axis("outColumn", w.padLeft, w.dilationWidth, w.strideWidth, w.outWidth)}`;
}

function axis(name: string, pad: number, dilation: number, stride: number, count: number): string {
  const divided = stride === 1 ? "" : `if (t % ${stride} != 0) { return -1; }\n  `;
  return `fn ${name}(at: u32, k: u32) -> i32 {
  let t = i32(at) + ${pad} - i32(k) * ${dilation};
  if (t < 0) { return -1; }
  ${divided}let o = t / ${stride};
  return select(-1, o, o < ${count});
}`;
}
