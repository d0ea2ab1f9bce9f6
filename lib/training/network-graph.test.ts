import { describe, expect, it } from "vitest";
import { initialNetwork, initialWeights } from "./initial-weights";
import { DEFAULT_TRAIN, networkFor, type ConvLayer, type ModelSpec } from "./model-spec";
import { answerGraph, networkGraph, objectiveOf } from "./network-graph";
import { networkToTensors, tensorsToNetwork } from "./network-tensors";
import { compilePlan } from "./compiled/plan/compile-plan";

const conv: ConvLayer = {
  ...{ filters: 4, kernelSize: 3, padding: "valid", activation: "relu", batchNormalization: true, pool: 2 },
};
const CNN: ModelSpec = {
  kind: "cnn",
  convolutions: [conv, { ...conv, filters: 6, padding: "same", batchNormalization: false, pool: 1 }],
  layers: [{ units: 5, activation: "tanh", dropout: 0.25 }],
};
const image = networkFor({ model: CNN, task: "multiclass", inputWidth: 64, classCount: 3 });
const line = networkFor({ model: { kind: "linear" }, task: "regression", inputWidth: 2, classCount: 0 });
const two = networkFor({ model: { kind: "linear" }, task: "binary", inputWidth: 2, classCount: 2 });

describe("networkGraph", () => {
  it("puts normalisation between a convolution and its activation, and pools after it", () => {
    const { nodes, inputShape } = networkGraph(image);
    expect(inputShape).toEqual([64]);
    expect(nodes.map(({ name, layer }) => [name, layer.kind])).toEqual([
      ["image", "reshape"],
      ["conv0", "conv2d"],
      ["norm0", "batchNormalization"],
      ["activation0", "activation"],
      ["pool0", "maxPool2d"],
      ["conv1", "conv2d"],
      ["flatten", "flatten"],
      ["dense0", "dense"],
      ["dropout0", "dropout"],
      ["dense1", "dense"],
    ]);
    expect(nodes[1]?.layer).toMatchObject({ activation: "linear" });
    expect(nodes[5]?.layer).toMatchObject({ activation: "relu", padding: "same" });
    expect(nodes.map(({ inputs }) => inputs)).toEqual(nodes.map((_, index) => [index - 1]));
  });

  it("ends with the answer where the loss compares probabilities, and where answers are asked for", () => {
    expect(networkGraph(two, "meanSquaredError").nodes.at(-1)?.layer).toEqual({
      kind: "activation",
      activation: "sigmoid",
    });
    expect(answerGraph(image).nodes.at(-1)?.layer).toEqual({ kind: "activation", activation: "softmax" });
    expect(networkGraph(two, "crossEntropy").nodes.at(-1)?.name).toBe("dense0");
    expect(answerGraph(line).nodes.at(-1)?.name).toBe("dense0");
  });
});

describe("objectiveOf", () => {
  it.each([
    [image, "auto", "sparseCategoricalCrossEntropy", "correct", false],
    [two, "crossEntropy", "binaryCrossEntropy", "correct", false],
    [line, "auto", "meanSquaredError", "squaredError", false],
    [line, "meanAbsoluteError", "meanAbsoluteError", "squaredError", false],
    [two, "meanSquaredError", "meanSquaredError", "squaredError", true],
  ] as const)("%# under %s minimises %s and is scored by %s", (spec, loss, kind, score, scoresOnHost) => {
    const objective = objectiveOf(spec, { ...DEFAULT_TRAIN, loss });
    expect([objective.loss.kind, objective.score, objective.scoresOnHost]).toEqual([kind, score, scoresOnHost]);
  });

  it("has no cross-entropy for numbers", () => {
    expect(() => objectiveOf(line, { ...DEFAULT_TRAIN, loss: "crossEntropy" })).toThrow(
      expect.objectContaining({ code: "training.model-invalid" }),
    );
  });
});

describe("a network's tensors", () => {
  it("have the names and shapes of its plan, and come back", () => {
    const network = initialNetwork(image, 5);
    const tensors = networkToTensors(network);
    const { loss, optimizer, clip, score } = objectiveOf(image, DEFAULT_TRAIN);
    const graph = networkGraph(image);
    const plan = compilePlan({ graph, loss, optimizer, clip, score, batchSize: 8, hasSampleWeights: false });
    const place = ({ name, shape }: { readonly name: string; readonly shape: readonly number[] }) =>
      `${name} ${shape.join("×")}`;
    expect(tensors.map(place).sort()).toEqual(plan.tensors.map(place).sort());
    expect(tensorsToNetwork(image, [...tensors].reverse())).toEqual(network);
  });

  it("are copies, and none may be missing", () => {
    const network = initialNetwork(two, 5);
    const tensors = networkToTensors(network);
    const again = tensorsToNetwork(two, tensors);
    again.weights[0]!.kernel[0] = 99;
    expect(network.weights[0]!.kernel[0]).not.toBe(99);
    expect(() => tensorsToNetwork(two, tensors.slice(1))).toThrow(expect.objectContaining({ code: "storage.corrupt" }));
  });

  it("start as initial-weights says: dense ones as ever, convolutions within Glorot's limit", () => {
    const network = initialNetwork(image, 5);
    expect(network.weights).toEqual(initialWeights(image, 5));
    expect(network.weights[0]!.inputs).toBe(3 * 3 * 6);
    const limit = Math.sqrt(6 / (9 * (1 + 4)));
    const largest = Math.max(...network.convolutions[0]!.kernel.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(limit);
    expect(largest).toBeGreaterThan(0.8 * limit);
    expect(network.convolutions[1]!.channels).toBe(4);
  });
});
