/** Embedding: rows of a table by number. */
import type { ForwardOp } from "../../plan/forward-op";
import type { BackwardOp } from "../../plan/backward-op";
import { eachFloatKernel, floatText } from "./each-float";
import type { Kernel, KernelContext } from "./kernel";
import { kernel, read, WORKSPACE, write } from "./kernel";

type Op<K> = Extract<ForwardOp | BackwardOp, { readonly kind: K }>;

export function embeddingKernel(context: KernelContext, op: Op<"embedding">): Kernel {
  return eachFloatKernel(context, {
    label: "embedding",
    width: op.length * op.outputDim,
    group: op.outputDim,
    parts: ({ wide, at, set, group }) => {
      const width = op.outputDim / group;
      return {
        operands: [read("x", op.x), read("table", op.table, wide), write("y", op.y, wide)],
        body: `y${set}(i, table${at}(u32(xAt(i / ${width}u)) * ${width}u + i % ${width}u));`,
      };
    },
  });
}

/**
 * dTable, without atomics and in a fixed order: positions with the same number are linked, and the first of each adds up its chain.
 */
export function embeddingGradientKernels(context: KernelContext, op: Op<"embeddingGradient">): readonly Kernel[] {
  const positions = context.batchSize * op.length;
  const text = floatText(op.outputDim % 4 === 0);
  const { wide, type, at, set } = text;
  const width = op.outputDim / text.group;
  const clear = kernel(context, {
    label: "embedding gradient zero",
    operands: [write("dTable", op.dTable, wide)],
    threads: op.inputDim * width,
    body: `  dTable${set}(index, ${type}());`,
  });
  const link = kernel(context, {
    label: "embedding gradient links",
    operands: [read("x", op.x), write("links", WORKSPACE)],
    workspace: 2 * positions,
    threads: positions,
    body: `  let count = step.rows * ${op.length}u;
  if (index >= count) { return; }
  let own = xAt(index);
  var first = 1.0;
  for (var p = 0u; p < index; p++) { if (xAt(p) == own) { first = 0.0; break; } }
  var next = -1.0;
  for (var p = index + 1u; p < count; p++) { if (xAt(p) == own) { next = f32(p); break; } }
  linksSet(2u * index, first);
  linksSet(2u * index + 1u, next);`,
  });
  const add = kernel(context, {
    label: "embedding gradient",
    operands: [read("x", op.x), read("dy", op.dy, wide), read("links", WORKSPACE), write("dTable", op.dTable, wide)],
    threads: positions * width,
    body: `  let start = index / ${width}u;
  let column = index % ${width}u;
  if (start >= step.rows * ${op.length}u || linksAt(2u * start) == 0.0) { return; }
  var sum = ${type}();
  var p = i32(start);
  while (p >= 0) {
    sum += dy${at}(u32(p) * ${width}u + column);
    p = i32(linksAt(2u * u32(p) + 1u));
  }
  dTable${set}(u32(xAt(start)) * ${width}u + column, sum);`,
  });
  return [clear, link, add];
}
