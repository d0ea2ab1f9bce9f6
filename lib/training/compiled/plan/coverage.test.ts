import { describe, expect, it } from "vitest";
import { GRAPH_ACTIVATIONS, sequence, type Layer } from "../../layer-graph";
import { DEFAULT_LOSS, type LossKind } from "../../objective";
import { uncovered, uncoveredLoss } from "./coverage";

const recurrent = { units: 3, activation: "tanh", recurrentActivation: "sigmoid", returnSequences: false } as const;

describe("uncovered", () => {
  it("covers every activation on both targets", () => {
    const layers = GRAPH_ACTIVATIONS.map((activation): Layer => ({ kind: "activation", activation }));
    expect(uncovered(sequence([4], layers), "wasm")).toEqual([]);
    expect(uncovered(sequence([4], layers), "webgpu")).toEqual([]);
  });

  it("covers noise everywhere and recurrent layers on the CPU only", () => {
    const layers: Layer[] = [
      { kind: "gaussianNoise", stddev: 1 },
      { kind: "lstm", ...recurrent, returnSequences: true },
      { kind: "gru", ...recurrent },
    ];
    expect(uncovered(sequence([4, 2], layers), "wasm")).toEqual([]);
    expect(uncovered(sequence([4, 2], layers), "webgpu")).toEqual(["lstm", "gru"]);
  });

  it("names what a file may hold and nobody knows, once", () => {
    const layers = [
      { kind: "transformer" },
      { kind: "transformer" },
      { kind: "toString" },
      { kind: "dense", units: 3, useBias: true, activation: "hardSwish" },
    ] as unknown as Layer[];
    expect(uncovered(sequence([4], layers), "wasm")).toEqual(["transformer", "toString", "hardSwish"]);
  });

  it("names a recurrent layer's activation when its derivative needs the input", () => {
    expect(uncovered(sequence([4, 2], [{ kind: "gru", ...recurrent, activation: "swish" }]), "wasm")).toEqual([
      "gru swish",
    ]);
  });
});

describe("uncoveredLoss", () => {
  const ask = (kind: LossKind, other: Partial<Parameters<typeof uncoveredLoss>[0]> = {}) =>
    uncoveredLoss({ loss: { kind, ...DEFAULT_LOSS }, score: "correct", outputRank: 1, outputs: 3, ...other });

  it("scores classes by right answers and numbers by squared error", () => {
    expect(ask("sparseCategoricalCrossEntropy")).toEqual([]);
    expect(ask("huber", { score: "squaredError" })).toEqual([]);
    expect(ask("huber")).toEqual(["huber correct"]);
    expect(ask("binaryCrossEntropy", { score: "squaredError" })).toEqual(["binaryCrossEntropy squaredError"]);
  });

  it("weighs classes only where a row has one", () => {
    const weighted = (kind: LossKind) => ({ loss: { kind, ...DEFAULT_LOSS, classWeights: [1, 2] } });
    expect(ask("sparseCategoricalCrossEntropy", weighted("sparseCategoricalCrossEntropy"))).toEqual([]);
    expect(ask("binaryCrossEntropy", { ...weighted("binaryCrossEntropy"), outputs: 1 })).toEqual([]);
    expect(ask("binaryCrossEntropy", weighted("binaryCrossEntropy"))).toEqual(["binaryCrossEntropy classWeights"]);
    expect(ask("categoricalCrossEntropy", weighted("categoricalCrossEntropy"))).toEqual([
      "categoricalCrossEntropy classWeights",
    ]);
  });

  it("takes classes from a row, not from a sequence", () => {
    expect(ask("categoricalCrossEntropy", { outputRank: 2 })).toEqual(["categoricalCrossEntropy [2]"]);
  });

  it("names an unknown loss", () => {
    expect(ask("hinge" as LossKind)).toEqual(["hinge"]);
  });
});
