/** A plain forward pass in float64: what every packaged graph is compared with. */
import { takeRows, type Table } from "../../data/table";
import { applyRecipe } from "../../preprocess/apply";
import type { FittedRecipe } from "../../preprocess/recipe";
import { seededRandom } from "../../random";
import type { Activation, NetworkSpec, TrainedNetwork } from "../../training/model-spec";
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
  let inputs = spec.inputWidth;
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
  return { spec, convolutions: [], weights };
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

function outputsOf({ spec, weights }: TrainedNetwork, features: readonly number[]): readonly number[] {
  let values = features;
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
