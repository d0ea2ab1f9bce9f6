/** Seeded weights for a graph: of a size that neither saturates nor silences its layers. */
import type { Random } from "../../../../random";
import type { LayerGraph, NamedTensor } from "../../../layer-graph";
import { tensorsOf } from "../oracle/oracle";
import { sizeOf } from "../oracle/oracle-value";

/** Kernels of the usual spread √(2 / inputs), small biases, gammas near 1, variances around 1: float32, as a device holds them. */
export function seededTensors(graph: LayerGraph, random: Random): readonly NamedTensor[] {
  return tensorsOf(graph).map(({ name, shape }) => {
    const draw = drawOf(name.slice(name.lastIndexOf("/") + 1), sizeOf(shape.slice(0, -1)), random.fork(name));
    return { name, shape, values: Float32Array.from({ length: sizeOf(shape) }, draw) };
  });
}

function drawOf(weight: string, inputs: number, random: Random): () => number {
  switch (weight) {
    case "gamma":
      return () => 1 + 0.2 * random.normal();
    case "movingVariance":
      return () => 0.5 + random.next();
    case "beta":
    case "bias":
    case "movingMean":
      return () => 0.2 * random.normal();
    case "embeddings":
      return () => random.normal();
    default:
      return () => Math.sqrt(2 / inputs) * random.normal();
  }
}
