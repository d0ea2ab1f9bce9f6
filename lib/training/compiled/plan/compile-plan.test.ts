import { describe, expect, it } from "vitest";
import { sequence, type Layer, type LayerGraph } from "../../layer-graph";
import { ADAM, DEFAULT_LOSS } from "../../objective";
import { WORKLOADS } from "../testing/cases/workloads";
import { compilePlan, type CompileOptions } from "./compile-plan";
import type { Plan } from "./plan";

const SQUARE = { kind: "meanSquaredError", ...DEFAULT_LOSS } as const;
const convolution = { padding: "same", activation: "relu", useBias: true } as const;
const pair = { strides: [1, 1], dilation: [1, 1] } as const;
const output: Layer = { kind: "dense", units: 2, activation: "linear", useBias: true };

describe("compilePlan", () => {
  it.each<readonly [string, readonly number[], Layer, readonly string[]]>([
    [
      "a sequence's convolution as an image's with height 1",
      [6, 2],
      { kind: "conv1d", filters: 3, kernelSize: 3, strides: 1, dilation: 1, ...convolution },
      ["conv2d"],
    ],
    [
      "a 1 × 1 convolution as a dense layer",
      [4, 4, 2],
      { kind: "conv2d", filters: 3, kernelSize: [1, 1], ...pair, ...convolution },
      ["dense"],
    ],
    [
      "a separable convolution as a depthwise one and a dense layer",
      [4, 4, 2],
      { kind: "separableConv2d", filters: 3, depthMultiplier: 2, kernelSize: [3, 3], ...pair, ...convolution },
      ["depthwise2d", "dense"],
    ],
    ["a global pool as one window", [4, 4, 2], { kind: "globalMaxPool" }, ["maxPool2d"]],
    ["dropout of nothing as nothing", [4], { kind: "dropout", rate: 0 }, []],
    ["flatten as the same numbers", [4, 2], { kind: "flatten" }, []],
    [
      "an activation that needs its input as a call of its own",
      [4],
      { kind: "dense", units: 2, activation: "swish", useBias: true },
      ["dense", "activation"],
    ],
  ])("lowers %s", (_, input, layer, expected) => {
    const plan = compile(sequence(input, [layer, { kind: "flatten" }, output]));
    expect(plan.forward.map(({ kind }) => kind)).toEqual([...expected, "dense"]);
  });

  it("names weights as Keras does, statistics last", () => {
    const graph = sequence(
      [4, 2],
      [
        { kind: "batchNormalization", momentum: 0.9, epsilon: 1e-3 },
        { kind: "gru", units: 3, activation: "tanh", recurrentActivation: "sigmoid", returnSequences: false },
        output,
      ],
    );
    expect(compile(graph).tensors.map(({ name, shape }) => `${name} ${shape.join("×")}`)).toEqual([
      "batchNormalization0/gamma 2",
      "batchNormalization0/beta 2",
      "gru1/kernel 2×9",
      "gru1/recurrentKernel 3×9",
      "gru1/bias 9",
      "dense2/kernel 3×2",
      "dense2/bias 2",
      "batchNormalization0/movingMean 2",
      "batchNormalization0/movingVariance 2",
    ]);
  });

  it("penalises the kernel and not the bias", () => {
    const kernelRegularizer = { l1: 0.1, l2: 0.2 };
    const plan = compile(sequence([3], [{ ...output, units: 5, kernelRegularizer }, output]));
    expect(plan.update.regularized).toEqual([{ start: 0, end: 15, l1: 0.1, l2: 0.2 }]);
  });

  it("keeps as much optimiser state as the optimiser needs", () => {
    const sizes = (["sgd", "momentum", "rmsprop", "adam", "adamw"] as const).map((kind) => {
      const optimizer = { kind, momentum: 0.9, nesterov: false, decay: 0.9, weightDecay: 0.01 };
      const plan = compile(sequence([3], [output]), { optimizer: { ...ADAM, ...optimizer } as typeof ADAM });
      return plan.sizes.state / plan.sizes.parameters;
    });
    expect(sizes).toEqual([0, 1, 1, 2, 2]);
  });

  it("takes the output's softmax into the loss and remembers it for predictions", () => {
    const loss = { kind: "sparseCategoricalCrossEntropy", ...DEFAULT_LOSS, fromLogits: false } as const;
    const graph = sequence([3], [{ kind: "dense", units: 4, activation: "softmax", useBias: true }]);
    const plan = compile(graph, { loss, score: "correct" });
    expect(plan.forward).toMatchObject([{ kind: "dense", activation: "linear" }]);
    expect(plan.outputActivation).toBe("softmax");
    expect(plan.loss).toMatchObject({ loss: { fromLogits: true }, throughActivation: "linear", targetWidth: 1 });
  });

  it("lets the loss go through an activation that stays", () => {
    const graph = sequence([3], [{ kind: "dense", units: 4, activation: "tanh", useBias: true }]);
    const plan = compile(graph);
    expect(plan.outputActivation).toBe("linear");
    expect(plan.loss).toMatchObject({ throughActivation: "tanh", perRow: false, seed: { kind: "loss" } });
  });

  it("places the weight of a row only where rows have one", () => {
    expect(compile(sequence([3], [output])).loss.sampleWeight).toBeNull();
    const weighted = compile(sequence([3], [output]), { hasSampleWeights: true });
    expect(weighted.loss.sampleWeight).toEqual(weighted.sampleWeights);
    expect(weighted.sampleWeights).toMatchObject({ space: "batch", width: 1 });
  });

  it("is the same plan for the same options", () => {
    for (const { graph, loss, batchSize } of WORKLOADS) {
      const options = { graph, loss, batchSize, score: "correct" } as const;
      expect(JSON.stringify(compile(graph, options))).toBe(JSON.stringify(compile(graph, options)));
    }
  });

  it.each<readonly [string, LayerGraph, Partial<CompileOptions>, string]>([
    ["a layer", sequence([3], [{ kind: "attention" } as unknown as Layer]), {}, "attention"],
    ["an activation", sequence([3], [{ ...output, activation: "step" } as unknown as Layer]), {}, "step"],
    ["a loss", sequence([3], [output]), { loss: { ...SQUARE, kind: "hinge" as "huber" } }, "hinge"],
    ["a score", sequence([3], [output]), { score: "correct" }, "meanSquaredError correct"],
  ])("refuses %s that it does not know, by name", (_, graph, options, what) => {
    expect(() => compile(graph, options)).toThrowError(
      expect.objectContaining({ code: "training.uncovered", details: { what } }),
    );
  });

  it("refuses a table that reads what another layer computes", () => {
    const graph = sequence([3], [output, { kind: "embedding", inputDim: 4, outputDim: 2 }]);
    expect(() => compile(graph)).toThrowError(
      expect.objectContaining({ details: { layer: "embedding1", reason: "inputs" } }),
    );
  });

  it.each([0, -1, 2.5])("refuses a batch of %s rows", (batchSize) => {
    expect(() => compile(sequence([3], [output]), { batchSize })).toThrowError(
      expect.objectContaining({ code: "training.model-invalid" }),
    );
  });
});

describe("an input-gradient plan", () => {
  const layers: readonly Layer[] = [
    { kind: "dense", units: 4, activation: "linear", useBias: true },
    { kind: "batchNormalization", momentum: 0.9, epsilon: 1e-3 },
    { kind: "dropout", rate: 0.5 },
    { kind: "gaussianNoise", stddev: 1 },
    output,
  ];

  it("infers: no noise, no weight gradients, running statistics", () => {
    const plan = compile(sequence([3], layers), { gradientOf: { kind: "loss" } });
    expect(plan.forward.map(({ kind }) => kind)).toEqual(["dense", "batchNorm", "dense"]);
    expect(plan.backward).toMatchObject([
      { kind: "denseInputGradient" },
      { kind: "batchNormGradient", training: false, dGamma: null, dBeta: null },
      { kind: "denseInputGradient", dx: plan.inputGradient },
    ]);
    expect(plan.sizes).toMatchObject({ gradients: 0, state: 0 });
    expect(plan.inputGradient).toMatchObject({ space: "deltas", width: 3 });
  });

  it("starts from each row's own loss, or from one output", () => {
    const ofLoss = compile(sequence([3], layers), { gradientOf: { kind: "loss" } });
    expect(ofLoss.loss).toMatchObject({ seed: { kind: "loss" }, perRow: true });
    const ofOutput = compile(sequence([3], layers), { gradientOf: { kind: "output", index: 1 } });
    expect(ofOutput.loss).toMatchObject({ seed: { kind: "output", index: 1 }, perRow: true });
  });

  it("refuses an output that is not there, and features that are looked up in a table", () => {
    expect(() => compile(sequence([3], layers), { gradientOf: { kind: "output", index: 2 } })).toThrowError(
      expect.objectContaining({ code: "training.model-invalid" }),
    );
    const table = sequence([3], [{ kind: "embedding", inputDim: 4, outputDim: 2 }, { kind: "flatten" }, output]);
    expect(() => compile(table, { gradientOf: { kind: "loss" } })).toThrowError(
      expect.objectContaining({ code: "training.uncovered", details: { what: "embedding" } }),
    );
  });
});

function compile(graph: LayerGraph, options: Partial<CompileOptions> = {}): Plan {
  const usual = { loss: SQUARE, optimizer: ADAM, clip: null, batchSize: 4, hasSampleWeights: false } as const;
  return compilePlan({ ...usual, score: "squaredError", ...options, graph });
}
