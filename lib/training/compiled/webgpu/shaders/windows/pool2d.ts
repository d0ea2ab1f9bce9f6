/** Pooling. Padding counts for nothing. */
import type { ForwardOp, Window2d } from "../../../plan/forward-op";
import type { BackwardOp } from "../../../plan/backward-op";
import type { FloatText } from "../each-float";
import { eachFloatKernel } from "../each-float";
import type { Kernel, KernelContext } from "../kernel";
import { read, write } from "../kernel";
import { tiledMaxPoolGradientKernel, tiles } from "./max-pool-gradient";
import { throughText } from "../through-text";
import { sourceText, tapText } from "./window-text";

type Op<K> = Extract<ForwardOp | BackwardOp, { readonly kind: K }>;

/** Below every float that a network makes. */
const LOWEST = "-3.4028234e38f";

/** Groups of channels, rows and columns from the index i of an array [rows, height, width, channels]. */
function placeText(sizes: { readonly height: number; readonly width: number; readonly groups: number }, names: Names) {
  const { height, width, groups } = sizes;
  return `let c = i % ${groups}u;
  let ${names.column} = i / ${groups}u % ${width}u;
  let ${names.row} = i / ${groups * width}u % ${height}u;
  let sample = i / ${groups * width * height}u;`;
}

interface Names {
  readonly row: string;
  readonly column: string;
}

/** `piece` for each tap inside the image, with `at` its place in x. */
function eachTap(w: Window2d, groups: number, piece: string): string {
  return `for (var kh = 0u; kh < ${w.kernelHeight}u; kh++) {
    let ih = rowOf(oh, kh);
    if (!inRows(ih)) { continue; }
    for (var kw = 0u; kw < ${w.kernelWidth}u; kw++) {
      let iw = columnOf(ow, kw);
      if (!inColumns(iw)) { continue; }
      let at = ((sample * ${w.height}u + u32(ih)) * ${w.width}u + u32(iw)) * ${groups}u + c;
      ${piece}
    }
  }`;
}

export function pool2dKernel(context: KernelContext, op: Op<"maxPool2d" | "averagePool2d">): Kernel {
  const { window: w } = op;
  const max = op.kind === "maxPool2d";
  return eachFloatKernel(context, {
    label: max ? "max pool" : "average pool",
    width: w.outHeight * w.outWidth * w.channels,
    group: w.channels,
    parts: ({ wide, type, at, set, group }) => {
      const groups = w.channels / group;
      const piece = max ? `value = max(value, x${at}(at));` : `value += x${at}(at); count += 1.0;`;
      return {
        operands: [read("x", op.x, wide), write("y", op.y, wide)],
        snippets: [tapText(w)],
        body: `${placeText({ height: w.outHeight, width: w.outWidth, groups }, { row: "oh", column: "ow" })}
  var value = ${max ? `${type}(${LOWEST})` : `${type}()`};
  var count = 0.0;
  ${eachTap(w, groups, piece)}
  y${set}(i, ${max ? "value" : "value / count"});`,
      };
    },
  });
}

/** `piece` for each window that holds the input, with `pixel` its place in y. */
function eachWindow(w: Window2d, groups: number, piece: string): string {
  return `for (var kh = 0u; kh < ${w.kernelHeight}u; kh++) {
    let oh = outRow(ih, kh);
    if (oh < 0) { continue; }
    for (var kw = 0u; kw < ${w.kernelWidth}u; kw++) {
      let ow = outColumn(iw, kw);
      if (ow < 0) { continue; }
      let pixel = ((sample * ${w.outHeight}u + u32(oh)) * ${w.outWidth}u + u32(ow)) * ${groups}u + c;
      ${piece}
    }
  }`;
}

export function averagePool2dGradientKernel(context: KernelContext, op: Op<"averagePool2dGradient">): Kernel {
  const { window: w } = op;
  return eachFloatKernel(context, {
    label: "average pool gradient",
    width: w.height * w.width * w.channels,
    group: w.channels,
    parts: ({ wide, type, at, group }) => {
      const groups = w.channels / group;
      const through = throughText(op, wide);
      return {
        operands: [read("dy", op.dy, wide), ...through.operands],
        snippets: [tapText(w), sourceText(w), countText(w), ...through.snippets],
        body: `${placeText({ height: w.height, width: w.width, groups }, { row: "ih", column: "iw" })}
  var sum = ${type}();
  ${eachWindow(w, groups, `sum += dy${at}(pixel) / tapsOf(u32(oh), u32(ow));`)}
  give(i, sum);`,
      };
    },
  });
}

/** How many taps of a window lie in the image. */
function countText(w: Window2d): string {
  return `fn tapsOf(oh: u32, ow: u32) -> f32 {
  var down = 0.0;
  for (var k = 0u; k < ${w.kernelHeight}u; k++) { down += select(0.0, 1.0, inRows(rowOf(oh, k))); }
  var across = 0.0;
  for (var k = 0u; k < ${w.kernelWidth}u; k++) { across += select(0.0, 1.0, inColumns(columnOf(ow, k))); }
  return down * across;
}`;
}

/** An input takes a window's gradient when it is its maximum and no earlier tap is. */
export function maxPool2dGradientKernel(context: KernelContext, op: Op<"maxPool2dGradient">): Kernel {
  if (tiles(op)) return tiledMaxPoolGradientKernel(context, op);
  const { window: w } = op;
  return eachFloatKernel(context, {
    label: "max pool gradient",
    width: w.height * w.width * w.channels,
    group: w.channels,
    parts: (text) => {
      const { wide, type, at, group } = text;
      const groups = w.channels / group;
      const through = throughText(op, wide);
      return {
        operands: [read("x", op.x, wide), read("y", op.y, wide), read("dy", op.dy, wide), ...through.operands],
        snippets: [tapText(w), sourceText(w), takenText(w, groups, text), ...through.snippets],
        body: `${placeText({ height: w.height, width: w.width, groups }, { row: "ih", column: "iw" })}
  let own = x${at}(i);
  var sum = ${type}();
  ${eachWindow(
    w,
    groups,
    `let largest = y${at}(pixel);
      var mine = own == largest;
      if (${wide ? "any(mine)" : "mine"}) {
        mine = mine & !taken(vec2u(u32(oh), u32(ow)), kh * ${w.kernelWidth}u + kw, largest, sample, c);
        sum += select(${type}(), dy${at}(pixel), mine);
      }`,
  )}
  give(i, sum);`,
      };
    },
  });
}

/** `fn taken`: whether a tap before `end` of the window at `out` holds the maximum. */
function takenText(w: Window2d, groups: number, { wide, at, type }: FloatText): string {
  const flag = wide ? "vec4<bool>" : "bool";
  return `fn taken(out: vec2u, end: u32, largest: ${type}, sample: u32, c: u32) -> ${flag} {
  var found = ${flag}(false);
  for (var tap = 0u; tap < end; tap++) {
    let ih = rowOf(out.x, tap / ${w.kernelWidth}u);
    let iw = columnOf(out.y, tap % ${w.kernelWidth}u);
    if (!inRows(ih) || !inColumns(iw)) { continue; }
    found = found | (x${at}(((sample * ${w.height}u + u32(ih)) * ${w.width}u + u32(iw)) * ${groups}u + c) == largest);
  }
  return found;
}`;
}
