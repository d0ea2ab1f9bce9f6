/** dx of max pooling: the first maximum of a window takes its whole gradient. */
import type { Window2d } from "../../../plan/forward-op";
import type { BackwardOp } from "../../../plan/backward-op";
import { floatText } from "../each-float";
import type { Kernel, KernelContext } from "../kernel";
import { kernel, read, repeat } from "../kernel";
import { throughText } from "../through-text";
import { upTo } from "./window-text";

type Op = Extract<BackwardOp, { readonly kind: "maxPool2dGradient" }>;

/** Larger windows are not spelled out. */
const MAX_SPELLED_TAPS = 16;

/** Windows side by side, without gaps, overlap or padding: each input belongs to one at most. */
export function tiles({ window: w }: Op): boolean {
  const side = w.strideHeight === w.kernelHeight && w.strideWidth === w.kernelWidth;
  const plain = w.dilationHeight === 1 && w.dilationWidth === 1 && w.padTop === 0 && w.padLeft === 0;
  const inside = w.outHeight * w.strideHeight <= w.height && w.outWidth * w.strideWidth <= w.width;
  return side && plain && inside && w.kernelHeight * w.kernelWidth <= MAX_SPELLED_TAPS;
}

/**
 * A thread for each window, which writes all its inputs. What is left over at the lower and right edge belongs to windows without
 * an output: they give zeros.
 */
export function tiledMaxPoolGradientKernel(context: KernelContext, op: Op): Kernel {
  const { window: w } = op;
  const { wide, type, at, group } = floatText(w.channels % 4 === 0);
  const groups = w.channels / group;
  const down = Math.ceil(w.height / w.kernelHeight);
  const across = Math.ceil(w.width / w.kernelWidth);
  const through = throughText(op, wide);
  const flag = wide ? "vec4<bool>" : "bool";
  const taps = upTo(w.kernelHeight * w.kernelWidth).map((tap) => ({
    tap,
    row: `top + ${Math.floor(tap / w.kernelWidth)}u`,
    column: `left + ${tap % w.kernelWidth}u`,
  }));
  const place = (tap: (typeof taps)[number]) =>
    `((sample * ${w.height}u + ${tap.row}) * ${w.width}u + ${tap.column}) * ${groups}u + c`;
  const give = (value: (tap: number) => string) =>
    repeat(taps.length, (index) => {
      const tap = taps[index]!;
      const text = `give(${place(tap)}, ${value(tap.tap)});`;
      return leavesOver(w) ? `if (${tap.row} < ${w.height}u && ${tap.column} < ${w.width}u) { ${text} }` : text;
    });
  const zeros = `if (oh >= ${w.outHeight}u || ow >= ${w.outWidth}u) { ${give(() => `${type}()`)} return; }`;
  return kernel(context, {
    label: "max pool gradient",
    operands: [read("x", op.x, wide), read("y", op.y, wide), read("dy", op.dy, wide), ...through.operands],
    threads: context.batchSize * down * across * groups,
    snippets: through.snippets,
    body: `  let c = index % ${groups}u;
  let ow = index / ${groups}u % ${across}u;
  let oh = index / ${groups * across}u % ${down}u;
  let sample = index / ${groups * across * down}u;
  if (sample >= step.rows) { return; }
  let top = oh * ${w.kernelHeight}u;
  let left = ow * ${w.kernelWidth}u;
  ${leavesOver(w) ? zeros : ""}
  let pixel = ((sample * ${w.outHeight}u + oh) * ${w.outWidth}u + ow) * ${groups}u + c;
  let largest = y${at}(pixel);
  let gradient = dy${at}(pixel);
  var free = ${flag}(true);
  ${taps
    .map(
      (tap) => `let mine${tap.tap} = free & (x${at}(${place(tap)}) == largest);
  free = free & !mine${tap.tap};`,
    )
    .join("\n")}
  ${give((tap) => `select(${type}(), gradient, mine${tap})`)}`,
  });
}

function leavesOver(w: Window2d): boolean {
  return w.outHeight * w.kernelHeight < w.height || w.outWidth * w.kernelWidth < w.width;
}
