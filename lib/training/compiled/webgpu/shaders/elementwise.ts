/** Sums, copies, activations and passes. */
import type { Plan } from "../../plan/plan";
import type { ForwardOp } from "../../plan/forward-op";
import type { BackwardOp } from "../../plan/backward-op";
import { activationText, fullSlopeText } from "./activation-text";
import { eachFloatKernel } from "./each-float";
import type { Kernel, KernelContext } from "./kernel";
import { kernel, read, write } from "./kernel";
import { throughText } from "./through-text";

type Op<K> = Extract<ForwardOp | BackwardOp, { readonly kind: K }>;

/** y = a + b. */
export function addKernel(context: KernelContext, op: Op<"add">): Kernel {
  return eachFloatKernel(context, {
    label: "add",
    width: op.width,
    parts: ({ wide, at, set }) => ({
      operands: [read("a", op.a, wide), read("b", op.b, wide), write("y", op.y, wide)],
      body: `y${set}(i, a${at}(i) + b${at}(i));`,
    }),
  });
}

/** dx = dy, through the producer's activation. */
export function passKernel(context: KernelContext, op: Op<"pass">): Kernel {
  return eachFloatKernel(context, {
    label: "pass",
    width: op.width,
    parts: ({ wide, at }) => {
      const through = throughText(op, wide);
      return {
        operands: [read("dy", op.dy, wide), ...through.operands],
        snippets: through.snippets,
        body: `give(i, dy${at}(i));`,
      };
    },
  });
}

/** Columns of a concatenation, from one of its parts. */
export function copyColumnsKernel(context: KernelContext, op: Op<"copyColumns">): Kernel {
  const { width, column, total } = op;
  return kernel(context, {
    label: "copy columns",
    operands: [read("x", op.x), write("y", op.y)],
    threads: context.batchSize * op.rowsPerSample * width,
    body: `  if (index >= step.rows * ${op.rowsPerSample * width}u) { return; }
  ySet(index / ${width}u * ${total}u + ${column}u + index % ${width}u, xAt(index));`,
  });
}

/** The gradient of one part, from the columns of the concatenation. */
export function copyColumnsGradientKernel(context: KernelContext, op: Op<"copyColumnsGradient">): Kernel {
  const { width, column, total } = op;
  const through = throughText(op, false);
  return kernel(context, {
    label: "copy columns gradient",
    operands: [read("dy", op.dy), ...through.operands],
    threads: context.batchSize * op.rowsPerSample * width,
    snippets: through.snippets,
    body: `  if (index >= step.rows * ${op.rowsPerSample * width}u) { return; }
  give(index, dyAt(index / ${width}u * ${total}u + ${column}u + index % ${width}u));`,
  });
}

/** An activation that no layer fused. */
export function activationKernel(context: KernelContext, op: Op<"activation">): Kernel {
  if (op.activation === "softmax" || op.activation === "logSoftmax") return softmaxKernel(context, op);
  return eachFloatKernel(context, {
    label: op.activation,
    width: op.rowsPerSample * op.channels,
    parts: ({ wide, type, at, set }) => ({
      operands: [read("x", op.x, wide), write("y", op.y, wide)],
      snippets: [activationText(op.activation, type)],
      body: `y${set}(i, activate(x${at}(i)));`,
    }),
  });
}

/** A thread for each row of `channels`; may be in place. */
function softmaxKernel(context: KernelContext, op: Omit<Op<"activation">, "kind">): Kernel {
  const logs = op.activation === "logSoftmax";
  const value = logs ? "xAt(first + c) - top - logSum" : "exp(xAt(first + c) - top) / sum";
  return rowKernel(context, op, {
    label: op.activation,
    operands: [read("x", op.x), write("y", op.y)],
    snippets: [],
    body: `var top = xAt(first);
  for (var c = 1u; c < ${op.channels}u; c++) { top = max(top, xAt(first + c)); }
  var sum = 0.0;
  for (var c = 0u; c < ${op.channels}u; c++) { sum += exp(xAt(first + c) - top); }
  let logSum = log(sum);
  for (var c = 0u; c < ${op.channels}u; c++) { ySet(first + c, ${value}); }`,
  });
}

function rowKernel(
  context: KernelContext,
  sizes: { readonly rowsPerSample: number; readonly channels: number },
  input: Pick<Parameters<typeof kernel>[1], "label" | "operands" | "body"> & { readonly snippets: readonly string[] },
): Kernel {
  return kernel(context, {
    ...input,
    threads: context.batchSize * sizes.rowsPerSample,
    body: `  if (index >= step.rows * ${sizes.rowsPerSample}u) { return; }
  let first = index * ${sizes.channels}u;
  ${input.body}`,
  });
}

/** From the gradient after the activation to the one before it. */
export function activationGradientKernel(context: KernelContext, op: Op<"activationGradient">): Kernel {
  if (op.activation === "softmax" || op.activation === "logSoftmax") return softmaxGradientKernel(context, op);
  return eachFloatKernel(context, {
    label: `${op.activation} gradient`,
    width: op.rowsPerSample * op.channels,
    parts: ({ wide, type, at }) => {
      const through = throughText(op, wide);
      return {
        operands: [read("x", op.x, wide), read("y", op.y, wide), read("dy", op.dy, wide), ...through.operands],
        snippets: [fullSlopeText(op.activation, type), ...through.snippets],
        body: `give(i, dy${at}(i) * slopeAt(x${at}(i), y${at}(i)));`,
      };
    },
  });
}

/** Softmax: y·(dy − Σ dy·y). Log softmax: dy − e^y·Σ dy. */
function softmaxGradientKernel(context: KernelContext, op: Op<"activationGradient">): Kernel {
  const logs = op.activation === "logSoftmax";
  const through = throughText(op, false);
  const each = `for (var c = 0u; c < ${op.channels}u; c++)`;
  return rowKernel(context, op, {
    label: `${op.activation} gradient`,
    operands: [read("y", op.y), read("dy", op.dy), ...through.operands],
    snippets: through.snippets,
    body: `var sum = 0.0;
  ${each} { sum += dyAt(first + c)${logs ? "" : " * yAt(first + c)"}; }
  ${each} { give(first + c, ${logs ? "dyAt(first + c) - exp(yAt(first + c)) * sum" : "yAt(first + c) * (dyAt(first + c) - sum)"}); }`,
  });
}

/** What the loss has taken from the network comes back when predicting: applied to the output in place. */
export function outputActivationKernels(context: KernelContext, plan: Plan): readonly Kernel[] {
  const { outputActivation: activation, output, outputWidth } = plan;
  if (activation === "linear") return [];
  const op = { kind: "activation", rowsPerSample: 1, channels: outputWidth, activation, x: output, y: output } as const;
  return [activationKernel(context, op)];
}
