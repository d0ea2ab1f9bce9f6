/** The dense layer. */
import type { DenseWeights } from "../../../training/model-spec";
import type { GraphBuilder } from "../graph-builder";
import { floatTensor } from "../tensor";

/** input · kernel + bias: float [N, inputs] to float [N, units]. */
export function denseOp(graph: GraphBuilder, input: string, weights: DenseWeights): string {
  const kernel = graph.constant(floatTensor([weights.inputs, weights.units], weights.kernel));
  const bias = graph.constant(floatTensor([weights.units], weights.bias));
  return graph.node("Gemm", [input, kernel, bias]);
}
