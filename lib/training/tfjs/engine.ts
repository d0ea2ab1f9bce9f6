/** The Engine port on TensorFlow.js: the reference for correctness and for the file format. */
import * as tf from "@tensorflow/tfjs-core";
import type { Clock } from "../../clock";
import { nextTask } from "../../data/read/next-task";
import type { Engine, EngineModel, RawFeatures } from "../engine";
import type { NetworkSpec } from "../model-spec";
import type { OpenBackend } from "./backend";
import { answersOf, buildNetwork, forward, variablesOf, type Network } from "./build";
import { fitNetwork } from "./fit";
import { measureStep } from "./measure-step";
import { featureTensor } from "./transform";

const PREDICT_ROWS = 8_192;

/** An engine on an open backend. The clock paces read-backs and yields. */
export function tfjsEngine(backend: OpenBackend, clock: Clock): Engine {
  return {
    name: "tfjs",
    backend: backend.name,
    device: backend.device,
    build: (spec, { seed }) => buildModel(spec, seed, { backend, clock }),
    describe: null,
    measureStep: (trial) => measureStep(trial, { backend, clock }),
    async transform(features) {
      backend.activate();
      return (await backend.read(featureTensor(features))).slice();
    },
  };
}

function buildModel(
  spec: NetworkSpec,
  seed: number,
  runtime: { readonly backend: OpenBackend; readonly clock: Clock },
): EngineModel {
  runtime.backend.activate();
  const network = buildNetwork(spec, seed);
  return {
    fit: (options) => fitNetwork(network, options, runtime),
    predict: (features) => predict(network, features, runtime.backend),
    inputGradients: null,
    dispose: () => tf.dispose(variablesOf(network)),
  };
}

async function predict(network: Network, features: RawFeatures, backend: OpenBackend): Promise<Float32Array> {
  const outputs = new Float32Array(features.rowCount * network.spec.outputWidth);
  for (let start = 0; start < features.rowCount; start += PREDICT_ROWS) {
    const block = rowsOf(features, start, Math.min(start + PREDICT_ROWS, features.rowCount));
    backend.activate();
    const answers = tf.tidy(() => answersOf(network.spec, forward(network, featureTensor(block), null)));
    outputs.set(await backend.read(answers), start * network.spec.outputWidth);
    await nextTask();
  }
  return outputs;
}

function rowsOf(features: RawFeatures, start: number, end: number): RawFeatures {
  const columns = features.columns.map((column) => column.subarray(start, end));
  return { rowCount: end - start, plans: features.plans, columns };
}
