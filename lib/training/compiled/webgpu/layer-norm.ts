/** Layer normalisation: a thread for each row of channels; the weights' gradients are sums over all rows, in parts. */
import type { BackwardOp, ForwardOp } from "../plan/plan";
import type { Kernel, KernelContext } from "./kernel";
import { float, kernel, read, write } from "./kernel";
import { addPartsKernels, partCount, partRange, sumText, type Sums } from "./partial-sums";
import { throughText } from "./through-text";

type Op<K> = Extract<ForwardOp | BackwardOp, { readonly kind: K }>;

/** y = gamma · (x − mean) · inverse + beta over the channels of each row. */
export function layerNormKernel(context: KernelContext, op: Op<"layerNorm">): Kernel {
  const { channels, rowsPerSample } = op;
  const each = `for (var c = 0u; c < ${channels}u; c++)`;
  return kernel(context, {
    label: "layer norm",
    operands: [
      read("x", op.x),
      read("gamma", op.gamma),
      read("beta", op.beta),
      write("saved", op.saved),
      write("y", op.y),
    ],
    threads: context.batchSize * rowsPerSample,
    body: `  if (index >= step.rows * ${rowsPerSample}u) { return; }
  let first = index * ${channels}u;
  var sum = 0.0;
  ${each} { sum += xAt(first + c); }
  let mean = sum / ${float(channels)};
  var squares = 0.0;
  ${each} { let distance = xAt(first + c) - mean; squares += distance * distance; }
  let inverse = 1.0 / sqrt(squares / ${float(channels)} + ${float(op.epsilon)});
  savedSet(2u * index, mean);
  savedSet(2u * index + 1u, inverse);
  ${each} { ySet(first + c, gammaAt(c) * (xAt(first + c) - mean) * inverse + betaAt(c)); }`,
  });
}

/** With g = dy·gamma and x̂ normalised: dx = inverse·(g − mean(g) − x̂·mean(g·x̂)); dGamma = Σ dy·x̂, dBeta = Σ dy. */
export function layerNormGradientKernels(context: KernelContext, op: Op<"layerNormGradient">): readonly Kernel[] {
  const input = op.dx ? [inputKernel(context, op, op.dx)] : [];
  return op.dGamma && op.dBeta ? [...weightKernels(context, op), ...input] : input;
}

function inputKernel(
  context: KernelContext,
  op: Op<"layerNormGradient">,
  dx: NonNullable<Op<"layerNormGradient">["dx"]>,
): Kernel {
  const { channels, rowsPerSample } = op;
  const through = throughText({ ...op, dx }, false);
  const each = `for (var c = 0u; c < ${channels}u; c++)`;
  return kernel(context, {
    label: "layer norm gradient",
    operands: [
      read("x", op.x),
      read("dy", op.dy),
      read("gamma", op.gamma),
      read("saved", op.saved),
      ...through.operands,
    ],
    threads: context.batchSize * rowsPerSample,
    snippets: through.snippets,
    body: `  if (index >= step.rows * ${rowsPerSample}u) { return; }
  let first = index * ${channels}u;
  let mean = savedAt(2u * index);
  let inverse = savedAt(2u * index + 1u);
  var sum = 0.0;
  var along = 0.0;
  ${each} {
    let gradient = dyAt(first + c) * gammaAt(c);
    sum += gradient;
    along += gradient * (xAt(first + c) - mean) * inverse;
  }
  ${each} {
    let unit = (xAt(first + c) - mean) * inverse;
    give(first + c, inverse * (dyAt(first + c) * gammaAt(c) - (sum + unit * along) / ${float(channels)}));
  }`,
  });
}

function weightKernels(context: KernelContext, op: Op<"layerNormGradient">): readonly Kernel[] {
  const { channels, rowsPerSample } = op;
  const depth = context.batchSize * rowsPerSample;
  const parts = partCount({ context, threads: channels, depth, results: 2 * channels });
  const sums: Sums = { parts, kernel: op.dGamma, kernelSize: channels, bias: op.dBeta, biasSize: channels };
  const give = sumText(sums, false);
  const first = kernel(context, {
    label: "layer norm weight gradient",
    operands: [read("x", op.x), read("dy", op.dy), read("saved", op.saved), ...give.operands],
    workspace: give.workspace,
    threads: parts * channels,
    snippets: give.snippets,
    body: `  let part = index / ${channels}u;
  let c = index % ${channels}u;
  let count = step.rows * ${rowsPerSample}u;
  ${partRange(parts, "count")}
  var scale = 0.0;
  var shift = 0.0;
  for (var row = begin; row < end; row++) {
    let gradient = dyAt(row * ${channels}u + c);
    shift += gradient;
    scale += gradient * (xAt(row * ${channels}u + c) - savedAt(2u * row)) * savedAt(2u * row + 1u);
  }
  giveKernel(part, c, scale);
  giveBias(part, c, shift);`,
  });
  return [first, ...addPartsKernels(context, sums)];
}
