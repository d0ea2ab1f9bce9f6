/**
 * Batch normalisation. Training: mean and spread of each channel over all rows of the batch, in parts that are combined in order by
 * Chan's formula; then every float is normalised. Inference: the running statistics.
 */
import type { BackwardOp, ForwardOp } from "../plan/plan";
import { activationText } from "./activation-text";
import { floatText, type FloatText } from "./each-float";
import type { Kernel, KernelContext } from "./kernel";
import { float, kernel, read, WORKSPACE, write } from "./kernel";
import { addPartsKernels, partCount, partRange, sumText, type Sums } from "./partial-sums";
import { throughText } from "./through-text";

type Op<K> = Extract<ForwardOp | BackwardOp, { readonly kind: K }>;

export function batchNormKernels(context: KernelContext, op: Op<"batchNorm">, training: boolean): readonly Kernel[] {
  if (!training) return [inferenceKernel(context, op)];
  const depth = context.batchSize * op.rowsPerSample;
  const parts = partCount({ context, threads: op.channels, depth, results: 2 * op.channels });
  return [statisticsKernel(context, op, parts), combineKernel(context, op, parts), applyKernel(context, op)];
}

/** Mean and M2 (the sum of squared distances from it) of one channel in one part of the rows. */
function statisticsKernel(context: KernelContext, op: Op<"batchNorm">, parts: number): Kernel {
  const { channels, rowsPerSample } = op;
  return kernel(context, {
    label: "batch norm statistics",
    operands: [read("x", op.x), write("partial", WORKSPACE)],
    workspace: 2 * channels * parts,
    threads: parts * channels,
    body: `  let part = index / ${channels}u;
  let channel = index % ${channels}u;
  let count = step.rows * ${rowsPerSample}u;
  ${partRange(parts, "count")}
  var sum = 0.0;
  for (var row = begin; row < end; row++) { sum += xAt(row * ${channels}u + channel); }
  let mean = sum / max(f32(end) - f32(begin), 1.0);
  var squares = 0.0;
  for (var row = begin; row < end; row++) {
    let distance = xAt(row * ${channels}u + channel) - mean;
    squares += distance * distance;
  }
  partialSet(2u * index, mean);
  partialSet(2u * index + 1u, squares);`,
  });
}

/** A thread for each channel: mean and 1/√(variance + ε) to `saved`, and the running statistics moved. */
function combineKernel(context: KernelContext, op: Op<"batchNorm">, parts: number): Kernel {
  const { channels, rowsPerSample } = op;
  const keep = float(op.momentum);
  const move = float(1 - op.momentum);
  return kernel(context, {
    label: "batch norm combine",
    operands: [
      read("partial", WORKSPACE),
      write("saved", op.saved),
      write("runningMean", op.runningMean),
      write("runningVariance", op.runningVariance),
    ],
    threads: channels,
    body: `  let count = step.rows * ${rowsPerSample}u;
  var seen = 0.0;
  var mean = 0.0;
  var squares = 0.0;
  for (var part = 0u; part < ${parts}u; part++) {
    ${partRange(parts, "count")}
    let own = f32(end) - f32(begin);
    if (own == 0.0) { continue; }
    let at = 2u * (part * ${channels}u + index);
    let distance = partialAt(at) - mean;
    let both = seen + own;
    mean += distance * own / both;
    squares += partialAt(at + 1u) + distance * distance * seen * own / both;
    seen = both;
  }
  let variance = squares / seen;
  savedSet(index, mean);
  savedSet(${channels}u + index, 1.0 / sqrt(variance + ${float(op.epsilon)}));
  runningMeanSet(index, runningMeanAt(index) * ${keep} + mean * ${move});
  runningVarianceSet(index, runningVarianceAt(index) * ${keep} + variance * ${move});`,
  });
}

function applyKernel(context: KernelContext, op: Op<"batchNorm">): Kernel {
  const { channels } = op;
  return normalized(context, op, {
    operands: ({ wide }) => [read("saved", op.saved, wide)],
    mean: ({ at }) => `saved${at}(c)`,
    inverse: ({ at, group }) => `saved${at}(${channels / group}u + c)`,
  });
}

function inferenceKernel(context: KernelContext, op: Op<"batchNorm">): Kernel {
  return normalized(context, op, {
    operands: ({ wide }) => [read("mean", op.runningMean, wide), read("variance", op.runningVariance, wide)],
    mean: ({ at }) => `mean${at}(c)`,
    inverse: ({ at }) => `1.0 / sqrt(variance${at}(c) + ${float(op.epsilon)})`,
  });
}

/** y = act(gamma · (x − mean) · inverse + beta). */
function normalized(
  context: KernelContext,
  op: Op<"batchNorm">,
  source: {
    readonly operands: (text: FloatText) => readonly ReturnType<typeof read>[];
    readonly mean: (text: FloatText) => string;
    readonly inverse: (text: FloatText) => string;
  },
): Kernel {
  const { channels, rowsPerSample } = op;
  const text = floatText(channels % 4 === 0);
  const { wide, type, at, set, group } = text;
  const floats = (rowsPerSample * channels) / group;
  return kernel(context, {
    label: "batch norm",
    operands: [
      read("x", op.x, wide),
      read("gamma", op.gamma, wide),
      read("beta", op.beta, wide),
      ...source.operands(text),
      write("y", op.y, wide),
    ],
    threads: context.batchSize * floats,
    snippets: [activationText(op.activation, type)],
    body: `  if (index >= step.rows * ${floats}u) { return; }
  let c = index % ${channels / group}u;
  let unit = (x${at}(index) - ${source.mean(text)}) * (${source.inverse(text)});
  y${set}(index, activate(gamma${at}(c) * unit + beta${at}(c)));`,
  });
}

/**
 * With x̂ = (x − mean)·inverse over m rows: dGamma = Σ dy·x̂, dBeta = Σ dy, and
 * dx = gamma·inverse·(dy − dBeta/m − x̂·dGamma/m). With fixed statistics dx = gamma·inverse·dy.
 */
export function batchNormGradientKernels(context: KernelContext, op: Op<"batchNormGradient">): readonly Kernel[] {
  if (!op.training) return op.dx ? [fixedGradientKernel(context, op, op.dx)] : [];
  const sums = gradientSums(context, op);
  const kernels = [sumsKernel(context, op, sums), ...addPartsKernels(context, sums)];
  return op.dx ? [...kernels, inputKernel(context, op, op.dx)] : kernels;
}

function gradientSums(context: KernelContext, op: Op<"batchNormGradient">): Sums {
  const { channels } = op;
  const depth = context.batchSize * op.rowsPerSample;
  const parts = partCount({ context, threads: channels, depth, results: 2 * channels });
  return { parts, kernel: op.dGamma, kernelSize: channels, bias: op.dBeta, biasSize: channels };
}

function sumsKernel(context: KernelContext, op: Op<"batchNormGradient">, sums: Sums): Kernel {
  const { channels, rowsPerSample } = op;
  const give = sumText(sums, false);
  return kernel(context, {
    label: "batch norm gradient sums",
    operands: [read("x", op.x), read("dy", op.dy), read("saved", op.saved), ...give.operands],
    workspace: give.workspace,
    threads: sums.parts * channels,
    snippets: give.snippets,
    body: `  let part = index / ${channels}u;
  let channel = index % ${channels}u;
  let count = step.rows * ${rowsPerSample}u;
  ${partRange(sums.parts, "count")}
  let mean = savedAt(channel);
  var scale = 0.0;
  var shift = 0.0;
  for (var row = begin; row < end; row++) {
    let gradient = dyAt(row * ${channels}u + channel);
    shift += gradient;
    scale += gradient * (xAt(row * ${channels}u + channel) - mean);
  }
  giveKernel(part, channel, scale * savedAt(${channels}u + channel));
  giveBias(part, channel, shift);`,
  });
}

function inputKernel(
  context: KernelContext,
  op: Op<"batchNormGradient">,
  dx: NonNullable<Op<"batchNormGradient">["dx"]>,
): Kernel {
  const { channels, rowsPerSample } = op;
  const dGamma = op.dGamma ?? op.gamma;
  const dBeta = op.dBeta ?? op.gamma;
  const { wide, at, group } = floatText(channels % 4 === 0);
  const floats = (rowsPerSample * channels) / group;
  const through = throughText({ ...op, dx }, wide);
  return kernel(context, {
    label: "batch norm gradient",
    operands: [
      read("x", op.x, wide),
      read("dy", op.dy, wide),
      read("saved", op.saved, wide),
      read("gamma", op.gamma, wide),
      read("scale", dGamma, wide),
      read("shift", dBeta, wide),
      ...through.operands,
    ],
    threads: context.batchSize * floats,
    snippets: through.snippets,
    body: `  if (index >= step.rows * ${floats}u) { return; }
  let c = index % ${channels / group}u;
  let inverse = saved${at}(${channels / group}u + c);
  let unit = (x${at}(index) - saved${at}(c)) * inverse;
  let rows = f32(step.rows * ${rowsPerSample}u);
  give(index, gamma${at}(c) * inverse * (dy${at}(index) - (shift${at}(c) + unit * scale${at}(c)) / rows));`,
  });
}

function fixedGradientKernel(
  context: KernelContext,
  op: Op<"batchNormGradient">,
  dx: NonNullable<Op<"batchNormGradient">["dx"]>,
): Kernel {
  const { channels } = op;
  const floats = op.rowsPerSample * channels;
  const through = throughText({ ...op, dx }, false);
  return kernel(context, {
    label: "batch norm gradient, fixed",
    operands: [read("dy", op.dy), read("gamma", op.gamma), read("variance", op.runningVariance), ...through.operands],
    threads: context.batchSize * floats,
    snippets: through.snippets,
    body: `  if (index >= step.rows * ${floats}u) { return; }
  let c = index % ${channels}u;
  give(index, dyAt(index) * gammaAt(c) / sqrt(varianceAt(c) + ${float(op.epsilon)}));`,
  });
}
