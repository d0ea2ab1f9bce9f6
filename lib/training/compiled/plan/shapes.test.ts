import { describe, expect, it } from "vitest";
import type { GraphNode, Layer, LayerGraph, Padding, Shape } from "../../layer-graph";
import { sequence } from "../../layer-graph";
import { inferShapes } from "./shapes";

const window = { padding: "valid", activation: "linear", useBias: true } as const;
const square = (size: number, stride: number, dilation: number, padding: Padding) => ({
  ...window,
  kernelSize: [size, size] as const,
  strides: [stride, stride] as const,
  dilation: [dilation, dilation] as const,
  padding,
});
const recurrent = { units: 6, activation: "tanh", recurrentActivation: "sigmoid" } as const;

const CASES: readonly (readonly [string, Shape, Layer, Shape])[] = [
  ["dense on a row", [20], { kind: "dense", units: 7, activation: "relu", useBias: true }, [7]],
  ["dense on a sequence", [5, 20], { kind: "dense", units: 7, activation: "relu", useBias: true }, [5, 7]],
  ["conv1d valid", [10, 3], { kind: "conv1d", filters: 4, kernelSize: 3, strides: 1, dilation: 1, ...window }, [8, 4]],
  [
    "conv1d same with stride 2",
    [11, 3],
    { kind: "conv1d", filters: 4, kernelSize: 3, strides: 2, dilation: 1, ...window, padding: "same" },
    [6, 4],
  ],
  [
    "conv1d dilated",
    [10, 3],
    { kind: "conv1d", filters: 4, kernelSize: 3, strides: 1, dilation: 2, ...window },
    [6, 4],
  ],
  ["conv2d valid", [28, 28, 1], { kind: "conv2d", filters: 8, ...square(5, 1, 1, "valid") }, [24, 24, 8]],
  ["conv2d valid with stride 2", [28, 27, 1], { kind: "conv2d", filters: 8, ...square(5, 2, 1, "valid") }, [12, 12, 8]],
  ["conv2d same with stride 2", [7, 8, 2], { kind: "conv2d", filters: 8, ...square(3, 2, 1, "same") }, [4, 4, 8]],
  ["conv2d dilated", [9, 9, 2], { kind: "conv2d", filters: 8, ...square(3, 1, 3, "valid") }, [3, 3, 8]],
  ["depthwise", [9, 9, 3], { kind: "depthwiseConv2d", depthMultiplier: 2, ...square(3, 1, 1, "valid") }, [7, 7, 6]],
  [
    "separable",
    [9, 9, 3],
    { kind: "separableConv2d", filters: 5, depthMultiplier: 2, ...square(3, 1, 1, "same") },
    [9, 9, 5],
  ],
  ["maxPool1d", [9, 3], { kind: "maxPool1d", poolSize: 2, strides: 2, padding: "valid" }, [4, 3]],
  ["averagePool1d same", [9, 3], { kind: "averagePool1d", poolSize: 2, strides: 2, padding: "same" }, [5, 3]],
  ["maxPool2d", [24, 24, 8], { kind: "maxPool2d", poolSize: [2, 2], strides: [2, 2], padding: "valid" }, [12, 12, 8]],
  [
    "averagePool2d same",
    [5, 4, 8],
    { kind: "averagePool2d", poolSize: [3, 2], strides: [2, 3], padding: "same" },
    [3, 2, 8],
  ],
  ["globalMaxPool on an image", [5, 4, 8], { kind: "globalMaxPool" }, [8]],
  ["globalAveragePool on a sequence", [5, 4], { kind: "globalAveragePool" }, [4]],
  ["batchNormalization", [5, 4], { kind: "batchNormalization", momentum: 0.9, epsilon: 1e-3 }, [5, 4]],
  ["layerNormalization", [5, 4], { kind: "layerNormalization", epsilon: 1e-3 }, [5, 4]],
  ["dropout", [5, 4], { kind: "dropout", rate: 0.5 }, [5, 4]],
  ["gaussianNoise", [5, 4], { kind: "gaussianNoise", stddev: 1 }, [5, 4]],
  ["embedding", [7], { kind: "embedding", inputDim: 50, outputDim: 8 }, [7, 8]],
  ["flatten", [5, 4, 2], { kind: "flatten" }, [40]],
  ["reshape", [40], { kind: "reshape", shape: [5, 4, 2] }, [5, 4, 2]],
  ["activation", [5, 4], { kind: "activation", activation: "softmax" }, [5, 4]],
  ["lstm, last state", [9, 3], { kind: "lstm", ...recurrent, returnSequences: false }, [6]],
  ["gru, all states", [9, 3], { kind: "gru", ...recurrent, returnSequences: true }, [9, 6]],
];

describe("inferShapes", () => {
  it.each(CASES)("knows the output of %s", (_, input, layer, expected) => {
    expect(inferShapes(sequence(input, [layer]))).toEqual([expected]);
  });

  it("adds the last dimensions of a concatenation", () => {
    const parts = merge([6, 2], { kind: "concatenate" });
    expect(inferShapes(parts).at(-1)).toEqual([6, 7]);
  });

  it.each<readonly [string, string, LayerGraph]>([
    [
      "a window larger than the image",
      "shape",
      sequence([3, 3, 1], [{ kind: "conv2d", filters: 1, ...square(5, 1, 1, "valid") }]),
    ],
    ["an image layer on a row", "shape", sequence([9], [{ kind: "conv2d", filters: 1, ...square(3, 1, 1, "valid") }])],
    ["a reshape to another size", "shape", sequence([9], [{ kind: "reshape", shape: [2, 4] }])],
    ["a sum of different shapes", "shape", merge([6, 2], { kind: "add" })],
    ["no unit", "value", sequence([9], [{ kind: "dense", units: 0, activation: "relu", useBias: true }])],
    ["half a unit", "value", sequence([9], [{ kind: "dense", units: 0.5, activation: "relu", useBias: true }])],
    ["dropout of everything", "value", sequence([9], [{ kind: "dropout", rate: 1 }])],
    ["a sum of one", "inputs", sequence([9], [{ kind: "add" }])],
    ["an input that comes later", "inputs", { inputShape: [9], nodes: [{ ...flatten("a"), inputs: [0] }] }],
    ["a name used twice", "name", { inputShape: [9], nodes: [flatten("a"), { ...flatten("a"), inputs: [0] }] }],
    ["a layer that nothing reads", "unused", { inputShape: [9], nodes: [flatten("a"), flatten("b")] }],
    ["an empty input", "shape", sequence([0], [{ kind: "flatten" }])],
    ["no layer", "inputs", sequence([9], [])],
  ])("refuses %s with the reason %s", (_, reason, graph) => {
    expect(() => inferShapes(graph)).toThrowError(
      expect.objectContaining({
        code: "training.model-invalid",
        details: expect.objectContaining({ reason }) as object,
      }),
    );
  });

  it("names the layer that does not fit", () => {
    const graph = sequence([9], [{ kind: "flatten" }, { kind: "reshape", shape: [2, 4] }]);
    expect(() => inferShapes(graph)).toThrowError(
      expect.objectContaining({ details: { layer: "reshape1", reason: "shape" } }),
    );
  });
});

function flatten(name: string): GraphNode {
  return { name, layer: { kind: "flatten" }, inputs: [-1] };
}

/** A sequence of 5 features beside the input's. */
function merge(inputShape: Shape, layer: Layer): LayerGraph {
  const wide: GraphNode = {
    name: "wide",
    layer: { kind: "dense", units: 5, activation: "relu", useBias: true },
    inputs: [-1],
  };
  return { inputShape, nodes: [wide, { name: "merged", layer, inputs: [-1, 0] }] };
}
