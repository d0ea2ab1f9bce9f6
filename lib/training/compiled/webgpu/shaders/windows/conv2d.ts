/**
 * Convolution: a thread computes some neighbouring positions of some filters, so that an input is loaded once for all taps that it
 * meets. Padding is a load that gives zero.
 */
import type { ForwardOp } from "../../../plan/forward-op";
import { activationText } from "../activation-text";
import { floatText } from "../each-float";
import type { Kernel, KernelContext } from "../kernel";
import { kernel, read, repeat, write } from "../kernel";
import { distinct, divisor, paddedColumns, paddedRows, tag, tapText, upTo } from "./window-text";

type Op = Extract<ForwardOp, { readonly kind: "conv2d" }>;

/** Wider kernels loop over their taps instead of spelling them out. */
const MAX_SPELLED_TAPS = 7;
const MAX_POSITIONS = 8;

export function conv2dKernel(context: KernelContext, op: Op): Kernel {
  const { window: w, filters } = op;
  const text = floatText(filters % 4 === 0);
  const deep = w.channels % 4 === 0;
  const columns = text.wide ? divisor(filters / 4, 2) : divisor(filters, 8);
  const across = filters / text.group / columns;
  const lines = context.batchSize * w.outHeight;
  const positions = positionsFor(w.outWidth, lines * across, context.parallelism);
  const along = Math.ceil(w.outWidth / positions);
  const taps = w.kernelWidth <= MAX_SPELLED_TAPS ? upTo(w.kernelWidth) : [0];
  const tapLoop = taps.length === w.kernelWidth ? ["{ let kw = 0u;", "}"] : [`for (var kw = 0u; kw < ${w.kernelWidth}u; kw++) {`, "}"]; // prettier-ignore
  const offset = (p: number, tap: number) => p * w.strideWidth + tap * w.dilationWidth;
  const offsets = distinct(upTo(positions).flatMap((p) => taps.map((tap) => offset(p, tap))));
  const groups = deep ? w.channels / 4 : w.channels;
  const load = (o: number) => {
    const value = `x${deep ? "Four" : "At"}(u32(line + left + ${o}) * ${groups}u + c)`;
    const zero = deep ? "vec4f()" : "0.0";
    return `let x${tag(o)} = ${paddedColumns(w) ? `select(${zero}, ${value}, inColumns(left + ${o}))` : value};`;
  };
  const stride = filters / text.group;
  const product = (tap: number, factor: (o: number) => string, channel: string) => `{
    let at = ((kh * ${w.kernelWidth}u + kw + ${tap}u) * ${w.channels}u + ${channel}) * ${stride}u + filter_;
    ${repeat(columns, (j) => `let k${j} = kernel${text.at}(at + ${j}u);`)}
    ${repeat(positions, (p) => repeat(columns, (j) => `s${p}_${j} += ${factor(offset(p, tap))} * k${j};`))}
  }`;
  const perTap = (tap: number) =>
    deep
      ? repeat(4, (q) => product(tap, (o) => `x${tag(o)}[${q}]`, `4u * c + ${q}u`))
      : product(tap, (o) => `x${tag(o)}`, "c");
  return kernel(context, {
    label: "convolution",
    operands: [
      read("x", op.x, deep),
      read("kernel", op.kernel, text.wide),
      op.bias && read("bias", op.bias, text.wide),
      write("y", op.y, text.wide),
    ],
    threads: lines * along * across,
    snippets: [activationText(op.activation, text.type), tapText(w)],
    body: `  let filter_ = index % ${across}u * ${columns}u;
  let ow = index / ${across}u % ${along}u * ${positions}u;
  let outLine = index / ${across * along}u;
  let row = outLine / ${w.outHeight}u;
  let oh = outLine % ${w.outHeight}u;
  if (row >= step.rows) { return; }
  ${repeat(columns, (j) => {
    const start = op.bias ? `bias${text.at}(filter_ + ${j}u)` : `${text.type}()`;
    return `let start${j} = ${start};\n${repeat(positions, (p) => `var s${p}_${j} = start${j};`)}`;
  })}
  for (var kh = 0u; kh < ${w.kernelHeight}u; kh++) {
    let ih = rowOf(oh, kh);
    ${paddedRows(w) ? "if (!inRows(ih)) { continue; }" : ""}
    let line = (i32(row) * ${w.height} + ih) * ${w.width};
    ${tapLoop[0]}
      let left = columnOf(ow, kw);
      for (var c = 0u; c < ${groups}u; c++) {
        ${offsets.map(load).join("\n")}
        ${taps.map(perTap).join("\n")}
      }
    ${tapLoop[1]}
  }
  ${repeat(positions, (p) => {
    const set = repeat(columns, (j) => `y${text.set}((outLine * ${w.outWidth}u + ow + ${p}u) * ${stride}u + filter_ + ${j}u, activate(s${p}_${j}));`); // prettier-ignore
    return w.outWidth % positions ? `if (ow + ${p}u < ${w.outWidth}u) { ${set} }` : set;
  })}`,
  });
}

/** Neighbouring positions of one thread: as many as leave `parallelism` threads. */
export function positionsFor(width: number, threadsPerPosition: number, parallelism: number): number {
  for (let positions = MAX_POSITIONS; positions > 1; positions /= 2) {
    const count = Math.ceil(width / positions);
    if (count * positions <= width * 1.34 && count * threadsPerPosition >= parallelism) return positions;
  }
  return 1;
}
