import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../random";
import type { PlanTarget } from "../compiled/device-plan";
import { compilePlan } from "../compiled/plan/compile-plan";
import { ACTIVATION_CASES, LAYER_CASES } from "../compiled/testing/cases/layer-cases";
import { loadKernelFromDisk } from "../compiled/testing/node-kernels";
import { compileOptions, seededCase } from "../compiled/testing/cases/placed-case";
import { seededTensors } from "../compiled/testing/cases/seeded-tensors";
import { worstDifference } from "../compiled/testing/suite/worst-difference";
import { createWasmTarget } from "../compiled/wasm/wasm-target";
import { sequence, type LayerGraph, type NamedTensor } from "../layer-graph";
import { fromLayersModel, toLayersModel } from "./layers-model";

const ROWS = 5;
const TOLERANCE = 1e-5;

let target: PlanTarget;
beforeAll(async () => {
  await tf.setBackend("cpu");
  target = await createWasmTarget({ loadKernel: loadKernelFromDisk, variant: "plain", threads: 1 });
});
afterAll(() => target.dispose());

/** tfjs mistakes the output shape of a dilated depthwise convolution: no layer can follow it. */
const CASES = [...LAYER_CASES, ...ACTIVATION_CASES].filter(({ name }) => name !== "depthwiseConv2d dilated");

describe.each(CASES)("a model of $name", ({ graph }) => {
  it("predicts in TensorFlow.js as in the compiled engine, there and back", async () => {
    const { tensors, batch } = seededCase({ graph, rows: ROWS });
    const model = toLayersModel(graph, tensors);
    const theirs = await predictThere(model, batch.features);
    expect(worstDifference(await predictHere(graph, tensors, batch.features), theirs)).toBeLessThan(TOLERANCE);

    const back = await fromLayersModel(model);
    expect(back.graph.nodes.map(({ layer }) => layer)).toEqual(graph.nodes.map(({ layer }) => layer));
    expect(inOrder(back.tensors)).toEqual(inOrder(tensors));
    expect(worstDifference(await predictHere(back.graph, back.tensors, batch.features), theirs)).toBeLessThan(
      TOLERANCE,
    );
    model.dispose();
  });
});

describe("models that others made", () => {
  it("reads a sequential model", async () => {
    const model = tfl.sequential({
      layers: [
        tfl.layers.conv2d({ inputShape: [6, 6, 1], filters: 3, kernelSize: 3, activation: "relu" }),
        tfl.layers.maxPooling2d({ poolSize: 2 }),
        tfl.layers.flatten(),
        tfl.layers.dense({ units: 4, kernelRegularizer: tfl.regularizers.l2({ l2: 0.5 }) }),
        tfl.layers.reLU(),
        tfl.layers.dense({ units: 2 }),
        tfl.layers.softmax(),
      ],
    });
    const { graph, tensors } = await fromLayersModel(model);
    expect(graph.nodes.map(({ layer }) => layer.kind)).toEqual([
      "conv2d",
      "maxPool2d",
      "flatten",
      "dense",
      "activation",
      "dense",
      "activation",
    ]);
    expect(graph.nodes[3]!.layer).toMatchObject({ kernelRegularizer: { l1: 0, l2: 0.5 } });
    const features = normal(ROWS * 36);
    const theirs = await predictThere(model, features);
    expect(worstDifference(await predictHere(graph, tensors, features), theirs)).toBeLessThan(TOLERANCE);
  });

  it("reads a functional model whose layers stand in another order than its inputs", async () => {
    const input = tfl.input({ shape: [4] });
    const long = tfl.layers
      .dense({ units: 3 })
      .apply(tfl.layers.dense({ units: 5 }).apply(input)) as tfl.SymbolicTensor;
    const short = tfl.layers.dense({ units: 2, activation: "tanh" }).apply(input) as tfl.SymbolicTensor;
    const outputs = tfl.layers.concatenate().apply([short, long]) as tfl.SymbolicTensor;
    const model = tfl.model({ inputs: input, outputs });
    const { graph, tensors } = await fromLayersModel(model);
    const features = normal(ROWS * 4);
    const theirs = await predictThere(model, features);
    expect(worstDifference(await predictHere(graph, tensors, features), theirs)).toBeLessThan(TOLERANCE);
  });

  it.each([
    ["Conv2DTranspose", tfl.layers.conv2dTranspose({ inputShape: [4, 4, 1], filters: 1, kernelSize: 2 })],
    ["LeakyReLU", tfl.layers.leakyReLU({ inputShape: [4] })],
    [
      "LSTM (goBackwards)",
      tfl.layers.lstm({ inputShape: [3, 2], units: 2, recurrentInitializer: "zeros", goBackwards: true }),
    ],
    ["BatchNormalization (center)", tfl.layers.batchNormalization({ inputShape: [4], center: false })],
    ["Dense (trainable)", tfl.layers.dense({ inputShape: [4], units: 2, trainable: false })],
    ["Dense (biasRegularizer)", tfl.layers.dense({ inputShape: [4], units: 2, biasRegularizer: "l1l2" })],
    [
      "Conv2D (dataFormat)",
      tfl.layers.conv2d({ inputShape: [1, 4, 4], filters: 1, kernelSize: 2, dataFormat: "channelsFirst" }),
    ],
  ])("says that it has no word for %s", async (what, layer) => {
    const refused = fromLayersModel(tfl.sequential({ layers: [layer] }));
    await expect(refused).rejects.toMatchObject({ code: "training.uncovered", details: { what } });
  });

  it("says that a layer with two uses is not covered", async () => {
    const input = tfl.input({ shape: [3] });
    const shared = tfl.layers.dense({ units: 3, name: "shared" });
    const outputs = shared.apply(shared.apply(input)) as tfl.SymbolicTensor;
    const refused = fromLayersModel(tfl.model({ inputs: input, outputs }));
    await expect(refused).rejects.toMatchObject({ code: "training.uncovered" });
  });
});

describe("graphs that cannot become a model", () => {
  const conv = {
    kind: "conv2d",
    filters: 2,
    kernelSize: [2, 2],
    padding: "same",
    activation: "relu",
    useBias: true,
  } as const;

  it("are refused by name where tfjs cannot compute a layer", () => {
    const graph = sequence([4, 4, 1], [{ ...conv, strides: [2, 2], dilation: [2, 2] }]);
    const refused = expect.objectContaining({ code: "training.uncovered", details: { what: "conv2d (dilation)" } });
    expect(() => toLayersModel(graph, seededTensors(graph, seededRandom(1)))).toThrow(refused);
  });

  it("are refused with the name of a weight that is missing", () => {
    const graph = sequence([4, 4, 1], [{ ...conv, strides: [1, 1], dilation: [1, 1] }]);
    const [kernel] = seededTensors(graph, seededRandom(1));
    const refused = expect.objectContaining({ code: "training.model-invalid", details: { weight: "conv2d0/bias" } });
    expect(() => toLayersModel(graph, [kernel!])).toThrow(refused);
  });
});

async function predictHere(graph: LayerGraph, tensors: readonly NamedTensor[], features: Float32Array) {
  const device = await target.place(compilePlan(compileOptions({ graph })), { seed: 0 });
  device.writeTensors(tensors);
  const outputs = await device.predict({ rows: ROWS, features });
  device.dispose();
  return outputs;
}

async function predictThere(model: tfl.LayersModel, features: Float32Array): Promise<Float32Array> {
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const outputs = model.predict(tf.tensor(features, [ROWS, ...shape])) as tf.Tensor;
  return (await outputs.data()) as Float32Array;
}

function normal(length: number): Float32Array {
  const random = seededRandom(length);
  return Float32Array.from({ length }, () => random.normal());
}

/** By name: tfjs may list layers of two branches in another order. */
function inOrder(tensors: readonly NamedTensor[]): readonly NamedTensor[] {
  return [...tensors].sort((a, b) => a.name.localeCompare(b.name));
}
