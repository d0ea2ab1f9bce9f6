/** dx of a convolution: every input adds up the outputs that it took part in. */
import type { BackwardOp } from "../../../plan/backward-op";
import type { Kernel, KernelContext } from "../kernel";
import { kernel, read, repeat } from "../kernel";
import { positionsFor } from "./conv2d";
import { throughText } from "../through-text";
import { distinct, divisor, sourceText, tag, upTo } from "./window-text";

type Op = Extract<BackwardOp, { readonly kind: "conv2dInputGradient" }>;

const MAX_SPELLED_TAPS = 7;

/** With stride 1 neighbouring inputs share outputs, which are loaded once; otherwise a thread has one position. */
export function conv2dInputGradientKernel(context: KernelContext, op: Op): Kernel {
  const { window: w, filters } = op;
  const wide = w.channels % 4 === 0;
  const channels = wide ? 4 : divisor(w.channels, 4);
  const across = w.channels / channels;
  const deep = filters % 4 === 0;
  const [load, depth] = deep ? ["Four", filters / 4] : ["At", filters];
  const lines = context.batchSize * w.height;
  const shared = w.strideWidth === 1 && w.kernelWidth <= MAX_SPELLED_TAPS;
  const positions = shared ? positionsFor(w.width, lines * across, context.parallelism) : 1;
  const along = Math.ceil(w.width / positions);
  const through = throughText(op, wide);
  const term = (dy: string, k: string) => (deep ? `dot(${dy}, ${k})` : `${dy} * ${k}`);
  const perTap = (tap: string, dyOf: (p: number) => string) => `{
        ${repeat(channels, (q) => `let k${q} = kernel${load}(((kh * ${w.kernelWidth}u + ${tap}) * ${w.channels}u + channel + ${q}u) * ${depth}u + f);`)}
        ${repeat(positions, (p) => repeat(channels, (q) => `s${p}_${q} += ${term(dyOf(p), `k${q}`)};`))}
      }`;
  const zero = deep ? "vec4f()" : "0.0";
  /** Stride 1: output column = right + offset. */
  const offset = (p: number, tap: number) => p - tap * w.dilationWidth;
  const taps = upTo(w.kernelWidth);
  const offsets = distinct(upTo(positions).flatMap((p) => taps.map((tap) => offset(p, tap))));
  const sharedText = `let right = i32(iw) + ${w.padLeft};
    for (var f = 0u; f < ${depth}u; f++) {
      ${offsets
        .map((o) => {
          const inside = `right + ${o} >= 0 && right + ${o} < ${w.outWidth}`;
          return `let d${tag(o)} = select(${zero}, dy${load}(u32(line + right + ${o}) * ${depth}u + f), ${inside});`;
        })
        .join("\n")}
      ${taps.map((tap) => perTap(`${tap}u`, (p) => `d${tag(offset(p, tap))}`)).join("\n")}
    }`;
  const singleText = `for (var kw = 0u; kw < ${w.kernelWidth}u; kw++) {
      let ow = outColumn(iw, kw);
      if (ow < 0) { continue; }
      for (var f = 0u; f < ${depth}u; f++) {
        let d = dy${load}(u32(line + ow) * ${depth}u + f);
        ${perTap("kw", () => "d")}
      }
    }`;
  return kernel(context, {
    label: "convolution input gradient",
    operands: [read("dy", op.dy, deep), read("kernel", op.kernel, deep), ...through.operands],
    threads: lines * along * across,
    snippets: [sourceText(w), ...through.snippets],
    body: `  let channel = index % ${across}u * ${channels}u;
  let iw = index / ${across}u % ${along}u * ${positions}u;
  let inLine = index / ${across * along}u;
  let row = inLine / ${w.height}u;
  let ih = inLine % ${w.height}u;
  if (row >= step.rows) { return; }
  ${repeat(positions, (p) => repeat(channels, (q) => `var s${p}_${q} = 0.0;`))}
  for (var kh = 0u; kh < ${w.kernelHeight}u; kh++) {
    let oh = outRow(ih, kh);
    if (oh < 0) { continue; }
    let line = (i32(row) * ${w.outHeight} + oh) * ${w.outWidth};
    ${shared ? sharedText : singleText}
  }
  ${repeat(positions, (p) => {
    const at = `(inLine * ${w.width}u + iw + ${p}u)`;
    const four = [0, 1, 2, 3].map((q) => `s${p}_${q}`).join(", ");
    const give = wide
      ? `give(${at} * ${across}u + channel / 4u, vec4f(${four}));`
      : repeat(channels, (q) => `give(${at} * ${w.channels}u + channel + ${q}u, s${p}_${q});`);
    return w.width % positions ? `if (iw + ${p}u < ${w.width}u) { ${give} }` : give;
  })}`,
  });
}
