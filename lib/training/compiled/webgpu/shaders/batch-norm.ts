/** Batch normalisation: statistics of the batch in parts that are combined in order, then one pass that applies them. */
import type { ForwardOp } from "../../plan/forward-op";
import type { BackwardOp } from "../../plan/backward-op";
import { activationText } from "./activation-text";
import type { FloatText } from "./each-float";
import { eachFloatKernel, floatText } from "./each-float";
import type { Kernel, KernelContext, Operand } from "./kernel";
import { float, kernel, read, WORKSPACE, write } from "./kernel";
import type { Sums } from "./partial-sums";
import { addPartsKernels, partCount, partRange, sumText } from "./partial-sums";
import { throughText } from "./through-text";

type Forward = Extract<ForwardOp, { readonly kind: "batchNorm" }>;
type Backward = Extract<BackwardOp, { readonly kind: "batchNormGradient" }>;

export function batchNormKernels(context: KernelContext, op: Forward, training: boolean): readonly Kernel[] {
  return training ? [...statisticsKernels(context, op), applyKernel(context, op)] : [inferenceKernel(context, op)];
}

/** y from the batch's mean and 1/√(variance + ε), both kept in `saved`. */
function applyKernel(context: KernelContext, op: Forward): Kernel {
  const saved = "let mean = savedAT(c); let inverse = savedAT(GROUPS + c);";
  return normalizeKernel(context, op, { operands: ({ wide }) => [read("saved", op.saved, wide)], statistics: saved });
}

/** y from the running statistics. */
function inferenceKernel(context: KernelContext, op: Forward): Kernel {
  return normalizeKernel(context, op, {
    operands: ({ wide }) => [read("mean", op.runningMean, wide), read("variance", op.runningVariance, wide)],
    statistics: `let mean = meanAT(c); let inverse = inverseSqrt(varianceAT(c) + ε(${float(op.epsilon)}));`,
  });
}

function normalizeKernel(
  context: KernelContext,
  op: Forward,
  input: { readonly operands: (text: FloatText) => readonly Operand[]; readonly statistics: string },
): Kernel {
  return eachFloatKernel(context, {
    label: "batch norm",
    width: op.rowsPerSample * op.channels,
    group: op.channels,
    parts: (text) => {
      const { wide, type, at, set, group } = text;
      const groups = `${op.channels / group}u`;
      return {
        operands: [
          read("x", op.x, wide),
          read("gamma", op.gamma, wide),
          read("beta", op.beta, wide),
          ...input.operands(text),
          write("y", op.y, wide),
        ],
        snippets: [activationText(op.activation, type)],
        body: `let c = i % ${groups};
  ${input.statistics.replaceAll("AT(", `${at}(`).replaceAll("GROUPS", groups).replace("ε", type)}
  y${set}(i, activate(gamma${at}(c) * (x${at}(i) - mean) * inverse + beta${at}(c)));`,
      };
    },
  });
}

/**
 * Mean and sum of squared distances of each part, then all parts together (Chan, Golub and LeVeque, 1983). Within a part distances
 * are from its first value, which is close enough to the mean that squares do not cancel.
 */
function statisticsKernels(context: KernelContext, op: Forward): readonly Kernel[] {
  const text = floatText(op.channels % 4 === 0);
  const { wide, type, at, set, group } = text;
  const groups = op.channels / group;
  const depth = context.batchSize * op.rowsPerSample;
  const parts = partCount({ context, threads: groups, depth, results: 2 * op.channels });
  const partial = write("partial", WORKSPACE, wide);
  const finish = finishText(op, text);
  const alone = parts === 1;
  const first = kernel(context, {
    label: "batch norm statistics",
    operands: [read("x", op.x, wide), ...(alone ? finish.operands : [partial])],
    workspace: alone ? 0 : parts * 2 * op.channels,
    threads: parts * groups,
    snippets: alone ? [finish.snippet] : [],
    body: `  let c = index % ${groups}u;
  let part = index / ${groups}u;
  let count = step.rows * ${op.rowsPerSample}u;
  ${partRange(parts, "count")}
  let shift = x${at}(begin * ${groups}u + c);
  var sum = ${type}();
  var squares = ${type}();
  for (var m = begin; m < end; m++) {
    let d = x${at}(m * ${groups}u + c) - shift;
    sum += d;
    squares += d * d;
  }
  let own = max(f32(end - begin), 1.0);
  let mean = shift + sum / own;
  let m2 = max(squares - sum * sum / own, ${type}());
  ${alone ? "finish(c, f32(count), mean, m2);" : `partial${set}(2u * part * ${groups}u + c, mean);\n  partial${set}((2u * part + 1u) * ${groups}u + c, m2);`}`,
  });
  if (alone) return [first];
  const second = kernel(context, {
    label: "batch norm totals",
    operands: [read("partial", WORKSPACE, wide), ...finish.operands],
    threads: groups,
    snippets: [finish.snippet],
    body: `  let c = index;
  let count = step.rows * ${op.rowsPerSample}u;
  var known = 0.0;
  var mean = ${type}();
  var m2 = ${type}();
  for (var part = 0u; part < ${parts}u; part++) {
    ${partRange(parts, "count")}
    if (end == begin) { break; }
    let own = f32(end - begin);
    let together = known + own;
    let delta = partial${at}(2u * part * ${groups}u + c) - mean;
    mean += delta * (own / together);
    m2 += partial${at}((2u * part + 1u) * ${groups}u + c) + delta * delta * (known * own / together);
    known = together;
  }
  finish(c, known, mean, m2);`,
  });
  return [first, second];
}

/** `fn finish(c, count, mean, m2)`: keeps what apply and backward need and moves the running statistics. */
function finishText(op: Forward, { wide, type, at, set, group }: FloatText) {
  const keep = float(op.momentum);
  const add = float(1 - op.momentum);
  return {
    operands: [
      write("saved", op.saved, wide),
      write("runningMean", op.runningMean, wide),
      write("runningVariance", op.runningVariance, wide),
    ],
    snippet: `fn finish(c: u32, count: f32, mean: ${type}, m2: ${type}) {
  let variance = m2 / count;
  saved${set}(c, mean);
  saved${set}(${op.channels / group}u + c, inverseSqrt(variance + ${type}(${float(op.epsilon)})));
  runningMean${set}(c, runningMean${at}(c) * ${keep} + mean * ${add});
  runningVariance${set}(c, runningVariance${at}(c) * ${keep} + variance * ${add});
}`,
  };
}

/** dβ = Σ dy and dγ = Σ dy·x̂; in training dx = γ·inv·(dy − (dβ + x̂·dγ)/n), else γ·inv·dy. */
export function batchNormGradientKernels(context: KernelContext, op: Backward): readonly Kernel[] {
  if (!op.training) return op.dx ? [constantGradientKernel(context, op, op.dx)] : [];
  const sums = gammaBetaKernels(context, op, {
    depth: op.rowsPerSample,
    mean: "savedAT(c)",
    inverse: "savedAT(GROUPS + c)",
    perChannel: true,
  });
  return op.dx && op.dGamma && op.dBeta
    ? [...sums, trainingGradientKernel(context, op, { dx: op.dx, dGamma: op.dGamma, dBeta: op.dBeta })]
    : sums;
}

function constantGradientKernel(context: KernelContext, op: Backward, dx: NonNullable<Backward["dx"]>): Kernel {
  return eachFloatKernel(context, {
    label: "batch norm gradient",
    width: op.rowsPerSample * op.channels,
    group: op.channels,
    parts: ({ wide, type, at, group }) => {
      const through = throughText({ ...op, dx }, wide);
      return {
        operands: [
          read("dy", op.dy, wide),
          read("gamma", op.gamma, wide),
          read("variance", op.runningVariance, wide),
          ...through.operands,
        ],
        snippets: through.snippets,
        body: `let c = i % ${op.channels / group}u;
  give(i, dy${at}(i) * gamma${at}(c) * inverseSqrt(variance${at}(c) + ${type}(${float(op.epsilon)})));`,
      };
    },
  });
}

interface TrainedSlots {
  readonly dx: NonNullable<Backward["dx"]>;
  readonly dGamma: NonNullable<Backward["dGamma"]>;
  readonly dBeta: NonNullable<Backward["dBeta"]>;
}

function trainingGradientKernel(context: KernelContext, op: Backward, { dx, dGamma, dBeta }: TrainedSlots): Kernel {
  return eachFloatKernel(context, {
    label: "batch norm gradient",
    width: op.rowsPerSample * op.channels,
    group: op.channels,
    parts: ({ wide, at, group }) => {
      const through = throughText({ ...op, dx }, wide);
      const groups = op.channels / group;
      return {
        operands: [
          read("x", op.x, wide),
          read("dy", op.dy, wide),
          read("gamma", op.gamma, wide),
          read("saved", op.saved, wide),
          read("dGamma", dGamma, wide),
          read("dBeta", dBeta, wide),
          ...through.operands,
        ],
        snippets: through.snippets,
        body: `let c = i % ${groups}u;
  let inverse = saved${at}(${groups}u + c);
  let normal = (x${at}(i) - saved${at}(c)) * inverse;
  let portion = (dBeta${at}(c) + normal * dGamma${at}(c)) / f32(step.rows * ${op.rowsPerSample}u);
  give(i, gamma${at}(c) * inverse * (dy${at}(i) - portion));`,
      };
    },
  });
}

/** dγ and dβ of a normalisation, for {@link layerNormGradientKernels} too: mean and inverse are those of channel c or of row m. */
export function gammaBetaKernels(
  context: KernelContext,
  op: Pick<Backward, "channels" | "x" | "dy" | "saved" | "dGamma" | "dBeta">,
  input: { readonly depth: number; readonly mean: string; readonly inverse: string; readonly perChannel: boolean },
): readonly Kernel[] {
  if (!op.dGamma || !op.dBeta) return [];
  const text = floatText(op.channels % 4 === 0);
  const { wide, type, at, group } = text;
  const groups = op.channels / group;
  const depth = context.batchSize * input.depth;
  const parts = partCount({ context, threads: groups, depth, results: 2 * op.channels });
  const sums: Sums = { parts, kernel: op.dGamma, kernelSize: op.channels, bias: op.dBeta, biasSize: op.channels };
  const give = sumText(sums, wide);
  const filled = (formula: string) => formula.replaceAll("AT(", `${at}(`).replaceAll("GROUPS", `${groups}u`);
  const statistics = `let mean = ${filled(input.mean)}; let inverse = ${filled(input.inverse)};`;
  const first = kernel(context, {
    label: "norm weight gradient",
    operands: [
      read("x", op.x, wide),
      read("dy", op.dy, wide),
      read("saved", op.saved, wide && input.perChannel),
      ...give.operands,
    ],
    workspace: give.workspace,
    threads: parts * groups,
    snippets: give.snippets,
    body: `  let c = index % ${groups}u;
  let part = index / ${groups}u;
  let count = step.rows * ${input.depth}u;
  ${partRange(parts, "count")}
  var gamma = ${type}();
  var beta = ${type}();
  ${input.perChannel ? statistics : ""}
  for (var m = begin; m < end; m++) {
    ${input.perChannel ? "" : statistics}
    let d = dy${at}(m * ${groups}u + c);
    beta += d;
    gamma += d * (x${at}(m * ${groups}u + c) - mean) * inverse;
  }
  giveKernel(part, c, gamma);
  giveBias(part, c, beta);`,
  });
  return [first, ...addPartsKernels(context, sums)];
}
