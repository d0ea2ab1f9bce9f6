/** Layer normalisation: a thread for each normalised row. */
import type { ForwardOp } from "../../plan/forward-op";
import type { BackwardOp } from "../../plan/backward-op";
import { gammaBetaKernels } from "./batch-norm";
import type { Kernel, KernelContext } from "./kernel";
import { float, kernel, read, write } from "./kernel";
import { throughText } from "./through-text";

type Op<K> = Extract<ForwardOp | BackwardOp, { readonly kind: K }>;

export function layerNormKernel(context: KernelContext, op: Op<"layerNorm">): Kernel {
  const each = `for (var c = 0u; c < ${op.channels}u; c++)`;
  return kernel(context, {
    label: "layer norm",
    operands: [
      read("x", op.x),
      read("gamma", op.gamma),
      read("beta", op.beta),
      write("saved", op.saved),
      write("y", op.y),
    ],
    threads: context.batchSize * op.rowsPerSample,
    body: `  if (index >= step.rows * ${op.rowsPerSample}u) { return; }
  let first = index * ${op.channels}u;
  var sum = 0.0;
  ${each} { sum += xAt(first + c); }
  let mean = sum / ${float(op.channels)};
  var squares = 0.0;
  ${each} { let d = xAt(first + c) - mean; squares += d * d; }
  let inverse = inverseSqrt(squares / ${float(op.channels)} + ${float(op.epsilon)});
  savedSet(2u * index, mean);
  savedSet(2u * index + 1u, inverse);
  ${each} { ySet(first + c, gammaAt(c) * (xAt(first + c) - mean) * inverse + betaAt(c)); }`,
  });
}

/** With g = dy·γ: dx = inv·(g − mean(g) − x̂·mean(g·x̂)). */
export function layerNormGradientKernels(context: KernelContext, op: Op<"layerNormGradient">): readonly Kernel[] {
  const sums = gammaBetaKernels(context, op, {
    depth: op.rowsPerSample,
    mean: "savedAt(2u * m)",
    inverse: "savedAt(2u * m + 1u)",
    perChannel: false,
  });
  return op.dx ? [...sums, inputGradientKernel(context, op, op.dx)] : sums;
}

function inputGradientKernel(
  context: KernelContext,
  op: Op<"layerNormGradient">,
  dx: NonNullable<Op<"layerNormGradient">["dx"]>,
): Kernel {
  const through = throughText({ ...op, dx }, false);
  const each = `for (var c = 0u; c < ${op.channels}u; c++)`;
  return kernel(context, {
    label: "layer norm gradient",
    operands: [
      read("x", op.x),
      read("dy", op.dy),
      read("gamma", op.gamma),
      read("saved", op.saved),
      ...through.operands,
    ],
    threads: context.batchSize * op.rowsPerSample,
    snippets: through.snippets,
    body: `  if (index >= step.rows * ${op.rowsPerSample}u) { return; }
  let first = index * ${op.channels}u;
  let mean = savedAt(2u * index);
  let inverse = savedAt(2u * index + 1u);
  var sum = 0.0;
  var product = 0.0;
  ${each} {
    let g = dyAt(first + c) * gammaAt(c);
    sum += g;
    product += g * (xAt(first + c) - mean) * inverse;
  }
  ${each} {
    let normal = (xAt(first + c) - mean) * inverse;
    give(first + c, inverse * (dyAt(first + c) * gammaAt(c) - (sum + normal * product) / ${float(op.channels)}));
  }`,
  });
}
