/** Batch and layer normalisation on the last dimension. */
import type { Layer } from "../../../layer-graph";
import { channelsOf, leadingSize } from "../shapes";
import { NO_TARGET, onlyInput, weightOf, type LayerContext, type Value } from "./step";

/** Floats per shard and channel in `partial`: count, mean and sum of squared distances (forward), the two sums (backward). */
const PARTIAL_FLOATS = 3;

export function lowerBatchNorm(context: LayerContext<Extract<Layer, { kind: "batchNormalization" }>>): Value {
  const { layer, activation, shards, training } = context;
  const { x, shape } = onlyInput(context);
  const sizes = { rowsPerSample: leadingSize(shape), channels: channelsOf(shape) };
  const { epsilon, momentum } = layer;
  const gamma = weightOf(context, "gamma");
  const beta = weightOf(context, "beta");
  const runningMean = weightOf(context, "movingMean").slot;
  const runningVariance = weightOf(context, "movingVariance").slot;
  const saved = context.room("scratch", 2 * sizes.channels);
  const partialWidth = PARTIAL_FLOATS * shards * sizes.channels;
  const partial = context.room("scratch", partialWidth);
  const y = context.value(x.slot.width, activation);
  const forward = { ...sizes, momentum, epsilon, activation, x: x.slot, gamma: gamma.slot, beta: beta.slot };
  context.emit({
    forward: [{ kind: "batchNorm", ...forward, runningMean, runningVariance, saved, partial, y: y.slot }],
    output: y,
    inputs: [x],
    trains: true,
    backward: (dy, into) => [
      {
        kind: "batchNormGradient",
        training,
        ...sizes,
        epsilon,
        x: x.slot,
        gamma: gamma.slot,
        runningVariance,
        saved,
        // Not the forward's: a slow shard may still read that one while a fast one is here.
        partial: context.room("scratch", partialWidth),
        dy,
        ...(into(x) ?? NO_TARGET),
        dGamma: gamma.gradient,
        dBeta: beta.gradient,
      },
    ],
  });
  return y;
}

export function lowerLayerNorm(context: LayerContext<Extract<Layer, { kind: "layerNormalization" }>>): Value {
  const { epsilon } = context.layer;
  const { x, shape } = onlyInput(context);
  const sizes = { rowsPerSample: leadingSize(shape), channels: channelsOf(shape) };
  const gamma = weightOf(context, "gamma");
  const beta = weightOf(context, "beta");
  const saved = context.room("activations", 2 * sizes.rowsPerSample);
  const y = context.value(x.slot.width, "linear");
  const slots = { x: x.slot, gamma: gamma.slot, beta: beta.slot, saved, y: y.slot };
  context.emit({
    forward: [{ kind: "layerNorm", ...sizes, epsilon, ...slots }],
    output: y,
    inputs: [x],
    trains: true,
    backward: (dy, into) => [
      {
        kind: "layerNormGradient",
        ...sizes,
        x: x.slot,
        gamma: gamma.slot,
        saved,
        dy,
        ...(into(x) ?? NO_TARGET),
        dGamma: gamma.gradient,
        dBeta: beta.gradient,
      },
    ],
  });
  return y;
}
