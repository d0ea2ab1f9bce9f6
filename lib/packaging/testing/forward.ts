/** A plain forward pass in float64: what every packaged graph is compared with. */
import { takeRows, type Table } from "../../data/table";
import { applyRecipe } from "../../preprocess/apply";
import type { FittedRecipe } from "../../preprocess/recipe";
import { seededRandom, type Random } from "../../random";
import { denseInputs, imageSizes, type ImageSize } from "../../training/image-sizes";
import {
  BATCH_NORM_EPSILON,
  type Activation,
  type ConvLayer,
  type ConvWeights,
  type NetworkSpec,
  type TrainedNetwork,
} from "../../training/model-spec";
import { predictionsFrom, type Predictions } from "../../training/predictions";

const ACTIVATE: Readonly<Record<Activation, (x: number) => number>> = {
  relu: (x) => Math.max(0, x),
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  elu: (x) => (x >= 0 ? x : Math.expm1(x)),
  linear: (x) => x,
};

/** A network of the given shape with seeded weights. */
export function randomNetwork(spec: NetworkSpec, seed: number): TrainedNetwork {
  const random = seededRandom(seed);
  const convolutions = randomConvolutions(spec, random);
  let inputs = denseInputs(spec);
  const weights = spec.layers.map(({ units }) => {
    const layer = {
      inputs,
      units,
      kernel: Float32Array.from({ length: inputs * units }, () => random.normal() / Math.sqrt(inputs)),
      bias: Float32Array.from({ length: units }, () => random.normal() * 0.1),
    };
    inputs = units;
    return layer;
  });
  return { spec, convolutions, weights };
}

function randomConvolutions(spec: NetworkSpec, random: Random): readonly ConvWeights[] {
  const images = imageSizes(spec);
  const draw = (length: number, scale: number, offset = 0) =>
    Float32Array.from({ length }, () => offset + scale * random.normal());
  return spec.convolutions.map(({ filters, kernelSize, batchNormalization }, index) => {
    const channels = images[index]?.channels ?? 1;
    const inputs = kernelSize * kernelSize * channels;
    const normalization = {
      ...{ gamma: draw(filters, 0.2, 1), beta: draw(filters, 0.2), movingMean: draw(filters, 0.3) },
      movingVariance: Float32Array.from({ length: filters }, () => 0.2 + random.next()),
    };
    return {
      ...{ channels, kernel: draw(inputs * filters, 1 / Math.sqrt(inputs)), bias: draw(filters, 0.1) },
      normalization: batchNormalization ? normalization : null,
    };
  });
}

/** An engine's raw outputs for the rows of a table (see `EngineModel.predict`), computed in float64. */
export function forwardOutputs(recipe: FittedRecipe, network: TrainedNetwork, table: Table): Float32Array {
  const outputs: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const { features } = applyRecipe(recipe, takeRows(table, [row]));
    outputs.push(...outputsOf(network, [...features]));
  }
  return Float32Array.from(outputs);
}

/** The answers of a network in float64. */
export function forwardPredictions(recipe: FittedRecipe, network: TrainedNetwork, table: Table): Predictions {
  return predictionsFrom(forwardOutputs(recipe, network, table), recipe.target, network.spec.task);
}

function outputsOf(network: TrainedNetwork, features: readonly number[]): readonly number[] {
  const { spec, weights } = network;
  let values = imageOutputs(network, features);
  spec.layers.forEach((layer, index) => {
    const { inputs, units, kernel, bias } = weights[index]!;
    const previous = values;
    values = Array.from({ length: units }, (_, unit) => {
      let sum = bias[unit]!;
      for (let input = 0; input < inputs; input++) sum += previous[input]! * kernel[input * units + unit]!;
      return ACTIVATE[layer.activation](sum);
    });
  });
  if (spec.task === "binary") return values.map(ACTIVATE.sigmoid);
  if (spec.task === "regression") return values;
  const exponentials = values.map((value) => Math.exp(value - Math.max(...values)));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

/** The numbers that enter the first dense layer: [side, side, channels] row by row. */
function imageOutputs({ spec, convolutions }: TrainedNetwork, features: readonly number[]): readonly number[] {
  const images = imageSizes(spec);
  return spec.convolutions.reduce<readonly number[]>((image, layer, index) => {
    const size = images[index]!;
    return pooled(convolved({ image, size, layer, weights: convolutions[index]! }), layer, size.side);
  }, features);
}

function convolved(input: {
  readonly image: readonly number[];
  readonly size: ImageSize;
  readonly layer: ConvLayer;
  readonly weights: ConvWeights;
}): readonly number[] {
  const { image, size, layer, weights } = input;
  const { kernelSize, filters, padding, activation } = layer;
  const shift = padding === "same" ? Math.floor((kernelSize - 1) / 2) : 0;
  const side = convolvedSide(layer, size.side);
  const pixel = (row: number, column: number, channel: number): number =>
    row < 0 || column < 0 || row >= size.side || column >= size.side
      ? 0
      : image[(row * size.side + column) * size.channels + channel]!;
  return Array.from({ length: side * side * filters }, (_, index) => {
    const filter = index % filters;
    const place = Math.floor(index / filters);
    let sum = weights.bias[filter]!;
    for (let tap = 0; tap < kernelSize * kernelSize; tap++) {
      const row = Math.floor(place / side) + Math.floor(tap / kernelSize) - shift;
      const column = (place % side) + (tap % kernelSize) - shift;
      for (let channel = 0; channel < size.channels; channel++) {
        sum += pixel(row, column, channel) * weights.kernel[(tap * size.channels + channel) * filters + filter]!;
      }
    }
    return ACTIVATE[activation](normalised(weights, filter, sum));
  });
}

function normalised({ normalization }: ConvWeights, filter: number, value: number): number {
  if (!normalization) return value;
  const { gamma, beta, movingMean, movingVariance } = normalization;
  const deviation = Math.sqrt(movingVariance[filter]! + BATCH_NORM_EPSILON);
  return (gamma[filter]! * (value - movingMean[filter]!)) / deviation + beta[filter]!;
}

function pooled(image: readonly number[], layer: ConvLayer, sideBefore: number): readonly number[] {
  const { pool, filters } = layer;
  const side = convolvedSide(layer, sideBefore);
  const out = Math.floor(side / pool);
  return Array.from({ length: out * out * filters }, (_, index) => {
    const [place, filter] = [Math.floor(index / filters), index % filters];
    let best = -Infinity;
    for (let tap = 0; tap < pool * pool; tap++) {
      const row = Math.floor(place / out) * pool + Math.floor(tap / pool);
      const column = (place % out) * pool + (tap % pool);
      best = Math.max(best, image[(row * side + column) * filters + filter]!);
    }
    return best;
  });
}

function convolvedSide({ padding, kernelSize }: ConvLayer, side: number): number {
  return padding === "same" ? side : side - kernelSize + 1;
}
