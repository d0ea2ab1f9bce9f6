/** Layers that take out mean and spread. */
import type { Layer } from "../../../layer-graph";
import { channelsOf, mapValues, type OracleValue, type WeightsOf } from "./oracle-value";

interface Moments {
  readonly mean: number;
  /** Biased: the mean of the squares, divided by n and not by n − 1. */
  readonly variance: number;
}

interface Normalized {
  readonly output: OracleValue;
  /** The running statistics after this batch. */
  readonly movingMean: Float64Array;
  readonly movingVariance: Float64Array;
}

/**
 * Batch normalisation (Ioffe and Szegedy, 2015): while training, each channel's mean and variance over the batch (and over all
 * positions); otherwise the running ones.
 */
export function batchNormalization(
  layer: Extract<Layer, { kind: "batchNormalization" }>,
  input: OracleValue,
  by: { readonly weights: WeightsOf; readonly training: boolean },
): Normalized {
  const channels = channelsOf(input.shape);
  const [movingMean, movingVariance] = [by.weights("movingMean"), by.weights("movingVariance")];
  const batch = Array.from({ length: channels }, (_, channel) => moments(everyNth(input.values, channels, channel)));
  const used = by.training
    ? batch
    : batch.map((_, channel) => ({ mean: movingMean[channel]!, variance: movingVariance[channel]! }));
  const follow = (running: Float64Array, of: (moments: Moments) => number) =>
    by.training
      ? running.map((value, channel) => value * layer.momentum + of(batch[channel]!) * (1 - layer.momentum))
      : running;

  return {
    output: mapValues(input, (x, index) => {
      const channel = index % channels;
      return rescale(normalize(x, used[channel]!, layer.epsilon), channel, by.weights);
    }),
    movingMean: follow(movingMean, ({ mean }) => mean),
    movingVariance: follow(movingVariance, ({ variance }) => variance),
  };
}

/** Layer normalisation (Ba et al., 2016): each position's mean and variance over its channels. */
export function layerNormalization(
  layer: Extract<Layer, { kind: "layerNormalization" }>,
  input: OracleValue,
  weights: WeightsOf,
): OracleValue {
  const channels = channelsOf(input.shape);
  const values = new Float64Array(input.values.length);
  for (let start = 0; start < values.length; start += channels) {
    const row = input.values.subarray(start, start + channels);
    const of = moments(row);
    values.set(
      row.map((x, channel) => rescale(normalize(x, of, layer.epsilon), channel, weights)),
      start,
    );
  }
  return { ...input, values };
}

function normalize(x: number, of: Moments, epsilon: number): number {
  return (x - of.mean) / Math.sqrt(of.variance + epsilon);
}

function rescale(normal: number, channel: number, weights: WeightsOf): number {
  return weights("gamma")[channel]! * normal + weights("beta")[channel]!;
}

function moments(values: Float64Array): Moments {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return { mean, variance };
}

function everyNth(values: Float64Array, n: number, first: number): Float64Array {
  return Float64Array.from({ length: values.length / n }, (_, index) => values[index * n + first]!);
}
