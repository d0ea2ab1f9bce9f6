/** Names of the weights that the digits trainings give in reproducible mode: the same on every machine, in Node and in browsers. */
import { sha256Bytes } from "../../digest";
import type { Engine } from "../engine";
import type { ModelSpec, TrainParams } from "../model-spec";
import { networkToFile } from "../network-file";
import { digitsParts } from "./digits";
import { fitToEnd } from "./fit-to-end";

const MLP: ModelSpec = { kind: "mlp", layers: [{ units: 32, activation: "relu", dropout: 0 }] };

const CNN: ModelSpec = {
  kind: "cnn",
  convolutions: [
    { filters: 8, kernelSize: 3, padding: "same", activation: "relu", batchNormalization: true, pool: 2 },
    { filters: 12, kernelSize: 3, padding: "valid", activation: "elu", batchNormalization: false, pool: 1 },
  ],
  layers: [{ units: 24, activation: "tanh", dropout: 0.25 }],
};

/**
 * SHA-256 of the weights' bytes. They change only when a kernel computes in another order, when a formula changes, or when the data
 * does: then every stored reproducible run changes too, so change them on purpose.
 */
export const DIGITS_DIGESTS: Readonly<Record<"mlp" | "cnn", string>> = {
  mlp: "50710485d6e8073845f9e5132e6bda648f692e87f7b6cac2342fa996b5cd5880",
  cnn: "422570bb59f6f588910e6f48a8185471c1c19dea798ba894186cd0aeae95dd56",
};

/** Trains on the digits, given the bytes of the CSV, and gives the digest of the weights. */
export async function digitsDigest(
  engine: Engine,
  csv: Uint8Array,
  name: keyof typeof DIGITS_DIGESTS,
): Promise<string> {
  const { train, validation, spec } = await digitsParts(csv);
  const params: TrainParams = {
    ...(name === "mlp" ? { model: MLP, epochs: 20 } : { model: CNN, epochs: 3 }),
    ...{ loss: "auto", optimizer: "adam", learningRate: 0.005, batchSize: 32, seed: 7 },
    ...{ earlyStopping: { patience: 5 }, backend: "compiled-wasm", reproducible: true },
  };
  const model = engine.build(spec(params.model), { seed: params.seed });
  const { network } = await fitToEnd(model, { train, validation, params });
  return sha256Bytes(networkToFile(network).bytes);
}
