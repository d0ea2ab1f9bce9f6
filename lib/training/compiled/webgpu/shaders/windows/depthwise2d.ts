/** Depthwise convolution: output channel c·multiplier + m looks at input channel c alone. */
import type { ForwardOp, Window2d } from "../../../plan/forward-op";
import type { BackwardOp } from "../../../plan/backward-op";
import { activationText } from "../activation-text";
import type { FloatText } from "../each-float";
import { eachFloatKernel, floatText } from "../each-float";
import type { Kernel, KernelContext } from "../kernel";
import { kernel, read, write } from "../kernel";
import type { Sums } from "../partial-sums";
import { addPartsKernels, partCount, partRange, sumText } from "../partial-sums";
import { throughText } from "../through-text";
import { sourceText, tapText } from "./window-text";

type Op<K> = Extract<ForwardOp | BackwardOp, { readonly kind: K }>;

/** A thread for each output, or for four channels where every channel has one filter. */
export function depthwise2dKernel(context: KernelContext, op: Op<"depthwise2d">): Kernel {
  const { window: w } = op;
  const { text, outputs, inputs } = sizesOf(op);
  return kernel(context, {
    label: "depthwise convolution",
    operands: [
      read("x", op.x, text.wide),
      read("kernel", op.kernel, text.wide),
      op.bias && read("bias", op.bias, text.wide),
      write("y", op.y, text.wide),
    ],
    threads: context.batchSize * w.outHeight * w.outWidth * outputs,
    snippets: [activationText(op.activation, text.type), tapText(w)],
    body: `  let channel = index % ${outputs}u;
  let ow = index / ${outputs}u % ${w.outWidth}u;
  let oh = index / ${outputs * w.outWidth}u % ${w.outHeight}u;
  let row = index / ${outputs * w.outWidth * w.outHeight}u;
  if (row >= step.rows) { return; }
  var sum = ${op.bias ? `bias${text.at}(channel)` : `${text.type}()`};
  ${eachTap(w, `sum += x${text.at}(at * ${inputs}u + channel / ${op.multiplier}u) * kernel${text.at}(tap * ${outputs}u + channel);`)}
  y${text.set}(index, activate(sum));`,
  });
}

/** Runs `piece` for the taps inside the image, with `at` the position in the batch's pixels and `tap` the place in the kernel. */
function eachTap(w: Window2d, piece: string): string {
  return `for (var kh = 0u; kh < ${w.kernelHeight}u; kh++) {
    let ih = rowOf(oh, kh);
    if (!inRows(ih)) { continue; }
    for (var kw = 0u; kw < ${w.kernelWidth}u; kw++) {
      let iw = columnOf(ow, kw);
      if (!inColumns(iw)) { continue; }
      let at = (row * ${w.height}u + u32(ih)) * ${w.width}u + u32(iw);
      let tap = kh * ${w.kernelWidth}u + kw;
      ${piece}
    }
  }`;
}

/** Channels in and out, in groups of four where channels map one to one. */
function sizesOf(op: { readonly window: Window2d; readonly multiplier: number }): {
  readonly text: FloatText;
  readonly inputs: number;
  readonly outputs: number;
} {
  const { channels } = op.window;
  const text = floatText(op.multiplier === 1 && channels % 4 === 0);
  return { text, inputs: channels / text.group, outputs: (channels * op.multiplier) / text.group };
}

export function depthwise2dInputGradientKernel(context: KernelContext, op: Op<"depthwise2dInputGradient">): Kernel {
  const { window: w, multiplier } = op;
  const { text, inputs, outputs } = sizesOf(op);
  return eachFloatKernel(context, {
    label: "depthwise input gradient",
    width: w.height * w.width * w.channels,
    parts: ({ wide, type, at }) => {
      // Four channels at a time need one filter each; otherwise every float has its own thread's worth of work.
      const through = throughText(op, wide);
      const one = (i: string) => `gradientAt(${i})`;
      const value =
        wide && !text.wide ? `vec4f(${[0, 1, 2, 3].map((q) => one(`4u * i + ${q}u`)).join(", ")})` : one("i");
      const own = text.wide ? type : "f32";
      const access = text.wide ? at : "At";
      return {
        operands: [read("dy", op.dy, text.wide), read("kernel", op.kernel, text.wide), ...through.operands],
        snippets: [
          sourceText(w),
          ...through.snippets,
          `fn gradientAt(i: u32) -> ${own} {
  let channel = i % ${inputs}u;
  let iw = i / ${inputs}u % ${w.width}u;
  let ih = i / ${inputs * w.width}u % ${w.height}u;
  let row = i / ${inputs * w.width * w.height}u;
  var sum = ${own}();
  for (var kh = 0u; kh < ${w.kernelHeight}u; kh++) {
    let oh = outRow(ih, kh);
    if (oh < 0) { continue; }
    for (var kw = 0u; kw < ${w.kernelWidth}u; kw++) {
      let ow = outColumn(iw, kw);
      if (ow < 0) { continue; }
      let pixel = (row * ${w.outHeight}u + u32(oh)) * ${w.outWidth}u + u32(ow);
      let tap = kh * ${w.kernelWidth}u + kw;
      for (var m = 0u; m < ${multiplier}u; m++) {
        let c = channel * ${multiplier}u + m;
        sum += dy${access}(pixel * ${outputs}u + c) * kernel${access}(tap * ${outputs}u + c);
      }
    }
  }
  return sum;
}`,
        ],
        body: `give(i, ${value});`,
      };
    },
  });
}

/** A thread for each tap and channel of a part of the positions; one more "tap" is the bias. */
export function depthwise2dWeightGradientKernels(
  context: KernelContext,
  op: Op<"depthwise2dWeightGradient">,
): readonly Kernel[] {
  const { window: w } = op;
  const { text, inputs, outputs } = sizesOf(op);
  const taps = w.kernelHeight * w.kernelWidth;
  const rows = taps + (op.dBias ? 1 : 0);
  const threads = rows * outputs;
  const kernelSize = taps * outputs * text.group;
  const biasSize = op.dBias ? outputs * text.group : 0;
  const pixels = w.outHeight * w.outWidth;
  const depth = context.batchSize * pixels;
  const parts = partCount({ context, threads, depth, results: kernelSize + biasSize });
  const sums: Sums = { parts, kernel: op.dKernel, kernelSize, bias: op.dBias, biasSize };
  const give = sumText(sums, text.wide);
  const first = kernel(context, {
    label: "depthwise weight gradient",
    operands: [read("x", op.x, text.wide), read("dy", op.dy, text.wide), ...give.operands],
    workspace: give.workspace,
    threads: parts * threads,
    snippets: [...give.snippets, tapText(w)],
    body: `  let channel = index % ${outputs}u;
  let tap = index / ${outputs}u % ${rows}u;
  let part = index / ${threads}u;
  let count = step.rows * ${pixels}u;
  ${partRange(parts, "count")}
  var sum = ${text.type}();
  for (var pixel = begin; pixel < end; pixel++) {
    let d = dy${text.at}(pixel * ${outputs}u + channel);
    if (tap == ${taps}u) { sum += d; continue; }
    let ih = rowOf(pixel / ${w.outWidth}u % ${w.outHeight}u, tap / ${w.kernelWidth}u);
    let iw = columnOf(pixel % ${w.outWidth}u, tap % ${w.kernelWidth}u);
    if (!inRows(ih) || !inColumns(iw)) { continue; }
    let at = (pixel / ${pixels}u * ${w.height}u + u32(ih)) * ${w.width}u + u32(iw);
    sum += d * x${text.at}(at * ${inputs}u + channel / ${op.multiplier}u);
  }
  ${op.dBias ? `if (tap == ${taps}u) { giveBias(part, channel, sum); return; }` : ""}
  giveKernel(part, tap * ${outputs}u + channel, sum);`,
  });
  return [first, ...addPartsKernels(context, sums)];
}
