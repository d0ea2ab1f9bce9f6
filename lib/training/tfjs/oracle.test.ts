import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import type * as tfl from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../random";
import { finiteDifferences } from "../compiled/testing/suite/finite-differences";
import { ACTIVATION_CASES, LAYER_CASES, type LayerCase } from "../compiled/testing/cases/layer-cases";
import { batchLoss, forward, oracleWeights, tensorsOf } from "../compiled/testing/oracle/oracle";
import { INFERENCE } from "../compiled/testing/oracle/oracle-value";
import { seededBatch } from "../compiled/testing/cases/seeded-batch";
import { seededTensors } from "../compiled/testing/cases/seeded-tensors";
import { worstDifference } from "../compiled/testing/suite/worst-difference";
import type { LayerGraph } from "../layer-graph";
import { DEFAULT_LOSS } from "../objective";
import { toLayersModel } from "./layers-model";

const ROWS = 4;
const MODE = { training: true, seed: 3, step: 0 };
const LOSS = { ...DEFAULT_LOSS, kind: "meanSquaredError" } as const;
/** tfjs computes in float32: sums of some tens of terms. */
const FORWARD_TOLERANCE = 1e-5;
const GRADIENT_TOLERANCE = 1e-4;

/** Layers that draw random numbers differ from tfjs while training. */
const isRandom = ({ kinds }: LayerCase) => kinds.includes("dropout") || kinds.includes("gaussianNoise");
/** tfjs has no gradient of a dilated convolution, and divides that of an average by the whole window, also over the border. */
const gradientIsOffInTfjs = ({ name }: LayerCase) => /dilated|averagePool.* same/.test(name);
/** tfjs mistakes the output shape of a dilated depthwise convolution: no layer can follow it. */
const COMPARED = [...LAYER_CASES, ...ACTIVATION_CASES].filter(({ name }) => name !== "depthwiseConv2d dilated");

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("the oracle", () => {
  it.each(COMPARED)("predicts like TensorFlow.js: $name", async ({ name, graph }) => {
    const { tensors, batch } = seeded(name, graph);
    const model = toLayersModel(graph, tensors);
    const predicted = model.predict(inputOf(model, batch.features)) as tf.Tensor;
    const { output } = forward(graph, oracleWeights(tensors), batch);
    expect(worstDifference(await predicted.data(), output.values)).toBeLessThan(FORWARD_TOLERANCE);
  });

  const differentiated = COMPARED.filter((layerCase) => !isRandom(layerCase) && !gradientIsOffInTfjs(layerCase));
  it.each(differentiated)("has its gradients and leaves its statistics: $name", async ({ name, graph }) => {
    const { tensors, batch } = seeded(name, graph);
    const model = toLayersModel(graph, tensors);
    const { grads } = tf.variableGrads(() => {
      const output = model.apply(inputOf(model, batch.features), { training: true }) as tf.Tensor;
      return tf.mean<tf.Scalar>(tf.squaredDifference(output, tf.tensor(batch.targets, output.shape)));
    });
    const computed = Object.values(grads);
    const weights = oracleWeights(tensors);
    const loss = () => batchLoss({ graph, loss: LOSS }, weights, { ...batch, mode: MODE });
    const trained = tensorsOf(graph).filter((tensor) => tensor.trained);
    expect(computed.length).toBe(trained.length);
    for (const [index, weight] of trained.entries()) {
      const expected = finiteDifferences(loss, weights.get(weight.name)!);
      expect(worstDifference(await computed[index]!.data(), expected), weight.name).toBeLessThan(GRADIENT_TOLERANCE);
    }
    const running = (await Promise.all(model.getWeights().map((tensor) => tensor.data()))).slice(trained.length);
    const { statistics } = forward(graph, weights, { ...batch, mode: MODE });
    [...statistics.values()].forEach((values, index) => {
      expect(worstDifference(running[index]!, values)).toBeLessThan(FORWARD_TOLERANCE);
    });
  });
});

describe("the losses of the oracle", () => {
  it("are in inference mode the same as in training for a graph without noise", () => {
    const { graph } = LAYER_CASES[0]!;
    const weights = oracleWeights(seededTensors(graph, seededRandom(1)));
    const options = { rows: ROWS, loss: LOSS.kind, outputs: 2, weighted: false, random: seededRandom(2) };
    const batch = seededBatch(graph, options);
    const loss = (mode: typeof MODE) => batchLoss({ graph, loss: LOSS }, weights, { ...batch, mode });
    expect(loss(INFERENCE)).toBe(loss(MODE));
  });
});

function seeded(name: string, graph: LayerGraph) {
  const random = seededRandom(name);
  const options = { rows: ROWS, loss: LOSS.kind, outputs: 2, weighted: false, random };
  return { tensors: seededTensors(graph, random), batch: seededBatch(graph, options) };
}

function inputOf(model: tfl.LayersModel, features: Float32Array): tf.Tensor {
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  return tf.tensor(features, [ROWS, ...shape]);
}
