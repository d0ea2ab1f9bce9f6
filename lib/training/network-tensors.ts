/** A network's weights as named tensors, under the names of `network-graph.ts`, and back. */
import { AppError } from "../errors";
import type { NamedTensor } from "./layer-graph";
import type { ConvWeights, DenseWeights, NetworkSpec, TrainedNetwork } from "./model-spec";

/** Every weight and statistic: `conv0/kernel`, `conv0/bias`, `norm0/gamma`, …, `dense0/kernel`, `dense0/bias`, …. */
export function networkToTensors(network: TrainedNetwork): readonly NamedTensor[] {
  return [
    ...network.convolutions.flatMap((weights, index) => convTensors(network.spec, weights, index)),
    ...network.weights.flatMap(({ inputs, units, kernel, bias }, index): NamedTensor[] => [
      { name: `dense${index}/kernel`, shape: [inputs, units], values: kernel },
      { name: `dense${index}/bias`, shape: [units], values: bias },
    ]),
  ];
}

/** The inverse of {@link networkToTensors}, in any order; the values are copied. `storage.corrupt` when a tensor is missing. */
export function tensorsToNetwork(spec: NetworkSpec, tensors: readonly NamedTensor[]): TrainedNetwork {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const read = (name: string): NamedTensor => {
    const tensor = byName.get(name);
    if (!tensor) throw new AppError("storage.corrupt", { details: { what: name } });
    return { ...tensor, values: tensor.values.slice() };
  };
  const convolutions = spec.convolutions.map(({ batchNormalization }, index): ConvWeights => {
    const kernel = read(`conv${index}/kernel`);
    const normalization = batchNormalization ? readNormalization(`norm${index}`, read) : null;
    return {
      channels: kernel.shape[2] ?? 1,
      kernel: kernel.values,
      bias: read(`conv${index}/bias`).values,
      normalization,
    };
  });
  const weights = spec.layers.map(({ units }, index): DenseWeights => {
    const kernel = read(`dense${index}/kernel`);
    return { inputs: kernel.shape[0] ?? 0, units, kernel: kernel.values, bias: read(`dense${index}/bias`).values };
  });
  return { spec, convolutions, weights };
}

function convTensors(spec: NetworkSpec, weights: ConvWeights, index: number): readonly NamedTensor[] {
  const side = spec.convolutions[index]?.kernelSize ?? 0;
  const filters = weights.bias.length;
  const { normalization } = weights;
  return [
    { name: `conv${index}/kernel`, shape: [side, side, weights.channels, filters], values: weights.kernel },
    { name: `conv${index}/bias`, shape: [filters], values: weights.bias },
    ...(["gamma", "beta", "movingMean", "movingVariance"] as const).flatMap((name): NamedTensor[] =>
      normalization ? [{ name: `norm${index}/${name}`, shape: [filters], values: normalization[name] }] : [],
    ),
  ];
}

function readNormalization(node: string, read: (name: string) => NamedTensor): ConvWeights["normalization"] {
  return {
    gamma: read(`${node}/gamma`).values,
    beta: read(`${node}/beta`).values,
    movingMean: read(`${node}/movingMean`).values,
    movingVariance: read(`${node}/movingVariance`).values,
  };
}
