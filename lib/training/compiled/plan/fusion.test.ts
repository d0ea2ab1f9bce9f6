import { describe, expect, it } from "vitest";
import { sequence, type GraphActivation, type Layer, type LayerGraph } from "../../layer-graph";
import { DEFAULT_LOSS, type LossKind } from "../../objective";
import { fuseActivations } from "./fusion";

const dense = (activation: GraphActivation): Layer => ({ kind: "dense", units: 3, activation, useBias: true });
const act = (activation: GraphActivation): Layer => ({ kind: "activation", activation });
const norm: Layer = { kind: "batchNormalization", momentum: 0.9, epsilon: 1e-3 };
const loss = (kind: LossKind, fromLogits: boolean) => ({ kind, ...DEFAULT_LOSS, fromLogits });
const mse = loss("meanSquaredError", true);

/** `fused/separate` of each node. */
function places(graph: LayerGraph, of = mse): readonly string[] {
  return fuseActivations(graph, of).nodes.map(({ fused, separate }) => `${fused}/${separate}`);
}

describe("fuseActivations", () => {
  it("computes an activation whose derivative follows from the output inside the layer", () => {
    expect(places(sequence([4], [dense("relu"), dense("gelu"), dense("linear")]))).toEqual([
      "relu/linear",
      "linear/gelu",
      "linear/linear",
    ]);
  });

  it("moves an activation node into the layer before it", () => {
    expect(places(sequence([4], [dense("linear"), norm, act("relu"), dense("linear"), act("tanh")]))).toEqual([
      "linear/linear",
      "relu/linear",
      "linear/linear",
      "tanh/linear",
      "linear/linear",
    ]);
  });

  it("leaves it apart behind a layer that has one, that cannot, or that others read too", () => {
    expect(places(sequence([4], [dense("relu"), act("tanh")]))).toEqual(["relu/linear", "linear/tanh"]);
    expect(places(sequence([4], [dense("swish"), act("tanh")]))).toEqual(["linear/swish", "linear/tanh"]);
    expect(places(sequence([4], [{ kind: "dropout", rate: 0.5 }, act("tanh")]))).toEqual([
      "linear/linear",
      "linear/tanh",
    ]);
    expect(places(sequence([4], [act("tanh")]))).toEqual(["linear/tanh"]);
    const shared: LayerGraph = {
      inputShape: [3],
      nodes: [
        { name: "a", layer: dense("linear"), inputs: [-1] },
        { name: "b", layer: act("relu"), inputs: [0] },
        { name: "c", layer: { kind: "add" }, inputs: [0, 1] },
      ],
    };
    expect(places(shared)).toEqual(["linear/linear", "linear/relu", "linear/linear"]);
  });

  it("lets only one of two activations into a layer", () => {
    expect(places(sequence([4], [dense("linear"), act("relu"), act("tanh")]))).toEqual([
      "relu/linear",
      "linear/linear",
      "linear/tanh",
    ]);
  });

  it("moves the output's sigmoid or softmax into its cross-entropy", () => {
    const binary = fuseActivations(sequence([4], [dense("sigmoid")]), loss("binaryCrossEntropy", false));
    expect(binary).toEqual({ nodes: [{ fused: "linear", separate: "linear" }], outputActivation: "sigmoid" });
    for (const kind of ["categoricalCrossEntropy", "sparseCategoricalCrossEntropy"] as const) {
      const graph = sequence([4], [dense("relu"), act("softmax")]);
      expect(fuseActivations(graph, loss(kind, false)).outputActivation).toBe("softmax");
      expect(places(graph, loss(kind, false))).toEqual(["relu/linear", "linear/linear"]);
    }
  });

  it("keeps an output's activation that the loss does not undo", () => {
    const sigmoid = sequence([4], [dense("sigmoid")]);
    expect(fuseActivations(sigmoid, loss("binaryCrossEntropy", true)).outputActivation).toBe("linear");
    expect(places(sigmoid, loss("binaryCrossEntropy", true))).toEqual(["sigmoid/linear"]);
    expect(places(sigmoid, loss("categoricalCrossEntropy", false))).toEqual(["sigmoid/linear"]);
    expect(places(sequence([4], [dense("softmax")]), loss("meanSquaredError", false))).toEqual(["linear/softmax"]);
  });
});
