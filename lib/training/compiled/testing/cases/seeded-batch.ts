/** Seeded rows for a graph and a loss. */
import type { Random } from "../../../../random";
import type { LayerGraph } from "../../../layer-graph";
import type { LossKind } from "../../../objective";
import type { HostRows } from "../../device-plan";
import { sizeOf } from "../oracle/oracle-value";

/** Normal features (whole numbers for an embedding) and targets of the loss's kind. */
export function seededBatch(
  graph: LayerGraph,
  options: {
    readonly rows: number;
    readonly loss: LossKind;
    readonly outputs: number;
    readonly weighted: boolean;
    readonly random: Random;
  },
): HostRows {
  const { rows, loss, outputs, weighted } = options;
  const [features, targets, weights] = ["features", "targets", "weights"].map((name) => options.random.fork(name));
  const first = graph.nodes.find(({ inputs }) => inputs.includes(-1))?.layer;
  const feature = () => (first?.kind === "embedding" ? features!.int(first.inputDim) : features!.normal());
  return {
    rows,
    features: Float32Array.from({ length: rows * sizeOf(graph.inputShape) }, feature),
    targets: seededTargets(loss, { rows, outputs, random: targets! }),
    sampleWeights: weighted ? Float32Array.from({ length: rows }, () => 0.25 + 1.5 * weights!.next()) : null,
  };
}

function seededTargets(
  loss: LossKind,
  options: { readonly rows: number; readonly outputs: number; readonly random: Random },
): Float32Array {
  const { rows, outputs, random } = options;
  switch (loss) {
    case "meanSquaredError":
    case "meanAbsoluteError":
    case "huber":
      return Float32Array.from({ length: rows * outputs }, () => random.normal());
    case "binaryCrossEntropy":
      return Float32Array.from({ length: rows * outputs }, () => random.int(2));
    case "sparseCategoricalCrossEntropy":
      return Float32Array.from({ length: rows }, () => random.int(outputs));
    case "categoricalCrossEntropy": {
      const shares = Float32Array.from({ length: rows * outputs }, () => random.next());
      const sums = Float64Array.from({ length: rows }, (_, row) =>
        shares.subarray(row * outputs, (row + 1) * outputs).reduce((sum, share) => sum + share, 0),
      );
      return shares.map((share, index) => share / sums[Math.floor(index / outputs)]!);
    }
  }
}
