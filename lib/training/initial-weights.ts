/** Starting weights, drawn by our own generator so that every engine and backend starts from the same numbers. */
import { seededRandom, type Random } from "../random";
import { denseInputs, imageSizes } from "./image-sizes";
import type { ConvWeights, DenseWeights, NetworkSpec, TrainedNetwork } from "./model-spec";

/** The network before its first step: {@link initialWeights}, and convolutions likewise. */
export function initialNetwork(spec: NetworkSpec, seed: number): TrainedNetwork {
  return { spec, convolutions: initialConvolutions(spec, seed), weights: initialWeights(spec, seed) };
}

/**
 * Glorot uniform kernels and zero biases: each weight is uniform in ±√(6 / (inputs + units)), which keeps the variance of
 * signals and gradients alike across layers (Glorot and Bengio, 2010).
 */
export function initialWeights(spec: NetworkSpec, seed: number): readonly DenseWeights[] {
  const random = seededRandom(seed).fork("weights");
  let inputs = denseInputs(spec);
  return spec.layers.map(({ units }, index) => {
    const kernel = glorotUniform({ length: inputs * units, fans: inputs + units, random: random.fork(String(index)) });
    const layer: DenseWeights = { inputs, units, kernel, bias: new Float32Array(units) };
    inputs = units;
    return layer;
  });
}

/** A convolution's inputs and units are one pixel's: kernelSize² · channels and kernelSize² · filters. */
function initialConvolutions(spec: NetworkSpec, seed: number): readonly ConvWeights[] {
  const random = seededRandom(seed).fork("convolutions");
  const sizes = imageSizes(spec);
  return spec.convolutions.map(({ filters, kernelSize, batchNormalization }, index): ConvWeights => {
    const channels = sizes[index]?.channels ?? 1;
    const square = kernelSize * kernelSize;
    const length = square * channels * filters;
    return {
      channels,
      kernel: glorotUniform({ length, fans: square * (channels + filters), random: random.fork(String(index)) }),
      bias: new Float32Array(filters),
      normalization: batchNormalization ? initialNormalization(filters) : null,
    };
  });
}

function initialNormalization(filters: number): ConvWeights["normalization"] {
  const ones = () => new Float32Array(filters).fill(1);
  const zeros = () => new Float32Array(filters);
  return { gamma: ones(), beta: zeros(), movingMean: zeros(), movingVariance: ones() };
}

function glorotUniform(kernel: {
  readonly length: number;
  readonly fans: number;
  readonly random: Random;
}): Float32Array {
  const limit = Math.sqrt(6 / kernel.fans);
  return Float32Array.from({ length: kernel.length }, () => (2 * kernel.random.next() - 1) * limit);
}
