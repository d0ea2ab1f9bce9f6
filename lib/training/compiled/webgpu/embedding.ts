/** Embedding: rows of a table by number. Backward every number of the table looks through the batch for its uses: no atomics. */
import type { BackwardOp, ForwardOp } from "../plan/plan";
import type { Kernel, KernelContext } from "./kernel";
import { kernel, read, write } from "./kernel";

type Op<K> = Extract<ForwardOp | BackwardOp, { readonly kind: K }>;

export function embeddingKernel(context: KernelContext, op: Op<"embedding">): Kernel {
  const floats = op.length * op.outputDim;
  return kernel(context, {
    label: "embedding",
    operands: [read("x", op.x), read("table", op.table), write("y", op.y)],
    threads: context.batchSize * floats,
    body: `  if (index >= step.rows * ${floats}u) { return; }
  ySet(index, tableAt(u32(xAt(index / ${op.outputDim}u)) * ${op.outputDim}u + index % ${op.outputDim}u));`,
  });
}

export function embeddingGradientKernel(context: KernelContext, op: Op<"embeddingGradient">): Kernel {
  return kernel(context, {
    label: "embedding gradient",
    operands: [read("x", op.x), read("dy", op.dy), write("dTable", op.dTable)],
    threads: op.inputDim * op.outputDim,
    body: `  let entry = index / ${op.outputDim}u;
  let column = index % ${op.outputDim}u;
  var sum = 0.0;
  for (var token = 0u; token < step.rows * ${op.length}u; token++) {
    if (u32(xAt(token)) == entry) { sum += dyAt(token * ${op.outputDim}u + column); }
  }
  dTableSet(index, sum);`,
  });
}
