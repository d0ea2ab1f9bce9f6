/**
 * dKernel of a convolution: a thread sums some channels and filters of all taps of one kernel row over its part of the output
 * lines; an input is loaded once for all taps that it meets.
 */
import type { BackwardOp } from "../../../plan/backward-op";
import { floatText } from "../each-float";
import type { Kernel, KernelContext } from "../kernel";
import { kernel, read, repeat } from "../kernel";
import type { Sums } from "../partial-sums";
import { addPartsKernels, partCount, partRange, sumText } from "../partial-sums";
import { distinct, divisor, paddedColumns, paddedRows, tag, tapText, upTo } from "./window-text";

type Op = Extract<BackwardOp, { readonly kind: "conv2dWeightGradient" }>;

/** Sums that one thread keeps, in groups. */
const MAX_SUMS = 24;
const MAX_POSITIONS = 4;

export function conv2dWeightGradientKernels(context: KernelContext, op: Op): readonly Kernel[] {
  const { window: w, filters } = op;
  const text = floatText(filters % 4 === 0);
  const deep = w.channels % 4 === 0;
  const channels = deep ? 4 : divisor(w.channels, 4);
  const tapsAtOnce = w.kernelWidth * channels <= MAX_SUMS ? w.kernelWidth : 1;
  const filterGroups = filters / text.group;
  const columns = divisor(filterGroups, Math.max(1, Math.min(8, Math.floor(MAX_SUMS / (tapsAtOnce * channels)))));
  const across = filterGroups / columns;
  const channelTiles = w.channels / channels;
  const tapTiles = w.kernelWidth / tapsAtOnce;
  const threads = w.kernelHeight * tapTiles * channelTiles * across;
  const kernelSize = w.kernelHeight * w.kernelWidth * w.channels * filters;
  const biasSize = op.dBias ? filters : 0;
  const lines = context.batchSize * w.outHeight;
  const wanted = partCount({ context, threads, depth: lines * w.outWidth, results: kernelSize + biasSize });
  const sums: Sums = { parts: Math.min(lines, wanted), kernel: op.dKernel, kernelSize, bias: op.dBias, biasSize };
  const give = sumText(sums, text.wide);
  const positions = divisor(w.outWidth, MAX_POSITIONS);
  const offset = (p: number, tap: number) => p * w.strideWidth + tap * w.dilationWidth;
  const taps = upTo(tapsAtOnce);
  const offsets = distinct(upTo(positions).flatMap((p) => taps.map((tap) => offset(p, tap))));
  const inside = [...(paddedRows(w) ? ["inRows(ih)"] : []), ...(paddedColumns(w) ? ["inColumns(left + OFFSET)"] : [])];
  const guarded = (o: number, zero: string, value: string) =>
    inside.length === 0 ? value : `select(${zero}, ${value}, ${inside.join(" && ").replace("OFFSET", String(o))})`;
  const load = (o: number) =>
    deep
      ? `let x${tag(o)} = ${guarded(o, "vec4f()", `xFour(u32(line + left + ${o}) * ${channelTiles}u + channel / 4u)`)};`
      : repeat(channels, (c) => `let x${tag(o)}_${c} = ${guarded(o, "0.0", `xAt(u32(line + left + ${o}) * ${w.channels}u + channel + ${c}u)`)};`); // prettier-ignore
  const factor = (o: number, c: number) => (deep ? `x${tag(o)}[${c}]` : `x${tag(o)}_${c}`);
  const each = (piece: (tap: number, c: number, j: number) => string) =>
    repeat(tapsAtOnce, (tap) => repeat(channels, (c) => repeat(columns, (j) => piece(tap, c, j))));
  const first = kernel(context, {
    label: "convolution weight gradient",
    operands: [read("x", op.x, deep), read("dy", op.dy, text.wide), ...give.operands],
    workspace: give.workspace,
    threads: sums.parts * threads,
    snippets: [...give.snippets, tapText(w)],
    body: `  let filter_ = index % ${across}u * ${columns}u;
  let channel = index / ${across}u % ${channelTiles}u * ${channels}u;
  let kw = index / ${across * channelTiles}u % ${tapTiles}u * ${tapsAtOnce}u;
  let kh = index / ${across * channelTiles * tapTiles}u % ${w.kernelHeight}u;
  let part = index / ${threads}u;
  let count = step.rows * ${w.outHeight}u;
  ${partRange(sums.parts, "count")}
  ${each((tap, c, j) => `var s${tap}_${c}_${j} = ${text.type}();`)}
  ${repeat(columns, (j) => `var bias${j} = ${text.type}();`)}
  for (var outLine = begin; outLine < end; outLine++) {
    let ih = rowOf(outLine % ${w.outHeight}u, kh);
    let line = (i32(outLine / ${w.outHeight}u) * ${w.height} + ih) * ${w.width};
    for (var ow = 0u; ow < ${w.outWidth}u; ow += ${positions}u) {
      let left = columnOf(ow, kw);
      ${offsets.map(load).join("\n")}
      ${repeat(
        positions,
        (p) => `{
        ${repeat(columns, (j) => `let d${j} = dy${text.at}((outLine * ${w.outWidth}u + ow + ${p}u) * ${filterGroups}u + filter_ + ${j}u);`)}
        ${op.dBias ? repeat(columns, (j) => `bias${j} += d${j};`) : ""}
        ${each((tap, c, j) => `s${tap}_${c}_${j} += ${factor(offset(p, tap), c)} * d${j};`)}
      }`,
      )}
    }
  }
  ${each((tap, c, j) => {
    const at = `((kh * ${w.kernelWidth}u + kw + ${tap}u) * ${w.channels}u + channel + ${c}u) * ${filterGroups}u + filter_ + ${j}u`;
    return `giveKernel(part, ${at}, s${tap}_${c}_${j});`;
  })}
  ${op.dBias ? `if (kh == 0u && kw == 0u && channel == 0u) { ${repeat(columns, (j) => `giveBias(part, filter_ + ${j}u, bias${j});`)} }` : ""}`,
  });
  return [first, ...addPartsKernels(context, sums)];
}
