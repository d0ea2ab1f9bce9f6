/**
 * The textbook: what a layer graph computes, in float64 and straight from the definitions in `layer-graph.ts` and `objective.ts`.
 * It knows nothing of plans, kernels or devices and takes its time; the targets are held against it.
 */
import type { Layer, LayerGraph, NamedTensor, Shape } from "../../../layer-graph";
import type { LossSpec } from "../../../objective";
import { computeLayer, isStatistic, penaltyOn, weightShapes } from "./oracle-layers";
import { meanLoss, type OracleTargets } from "./oracle-loss";
import { INFERENCE, sizeOf, zeros, type OracleMode, type OracleValue } from "./oracle-value";

/** Weights and statistics by `node/weight`. */
export type OracleWeights = ReadonlyMap<string, Float64Array>;

export interface OracleBatch extends OracleTargets {
  readonly rows: number;
  readonly features: ArrayLike<number>;
}

export interface OracleOutput {
  /** Of the last node. */
  readonly output: OracleValue;
  /** Running statistics after the batch, by `node/weight`. */
  readonly statistics: OracleWeights;
}

/** Everything that the graph computes from a batch. */
export function forward(
  graph: LayerGraph,
  weights: OracleWeights,
  batch: { readonly rows: number; readonly features: ArrayLike<number>; readonly mode?: OracleMode },
): OracleOutput {
  const statistics = new Map<string, Float64Array>();
  const input = { rows: batch.rows, shape: graph.inputShape, values: Float64Array.from(batch.features) };
  const outputs: OracleValue[] = [];
  graph.nodes.forEach(({ name, layer, inputs }, node) => {
    const values = inputs.map((from) => (from < 0 ? input : outputs[from]!));
    const context = {
      mode: batch.mode ?? INFERENCE,
      node,
      weights: (weight: string) => weights.get(`${name}/${weight}`)!,
      saveStatistic: (weight: string, value: Float64Array) => void statistics.set(`${name}/${weight}`, value),
    };
    outputs.push(computeLayer(layer, values, context));
  });
  return { output: outputs.at(-1)!, statistics };
}

/** The loss of a batch that training minimises: the mean of the weighted losses, plus the penalties. */
export function batchLoss(
  model: { readonly graph: LayerGraph; readonly loss: LossSpec },
  weights: OracleWeights,
  batch: OracleBatch & { readonly mode: OracleMode },
): number {
  return meanLoss(model.loss, forward(model.graph, weights, batch).output, batch) + penalty(model.graph, weights);
}

/** Σ l1·|w| + l2·w² over the penalised weights. */
export function penalty(graph: LayerGraph, weights: OracleWeights): number {
  let sum = 0;
  for (const { name, layer } of graph.nodes)
    for (const weight of ["kernel", "depthwiseKernel", "pointwiseKernel"]) {
      const by = penaltyOn(layer, weight);
      if (by) for (const w of weights.get(`${name}/${weight}`) ?? []) sum += by.l1 * Math.abs(w) + by.l2 * w * w;
    }
  return sum;
}

/** A weight or statistic of the graph. */
export interface OracleTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly trained: boolean;
}

/** The graph's weights and statistics in the order of its nodes. */
export function tensorsOf(graph: LayerGraph): readonly OracleTensor[] {
  const shapes: Shape[] = [];
  return graph.nodes.flatMap(({ name, layer, inputs }) => {
    const from = inputs.map((input) => (input < 0 ? graph.inputShape : shapes[input]!));
    shapes.push(outputShape(layer, from));
    return Object.entries(weightShapes(layer, from[0]!)).map(([weight, shape]) => ({
      name: `${name}/${weight}`,
      shape,
      trained: !isStatistic(weight),
    }));
  });
}

/** The shape that a layer gives: that of a row of zeros sent through. */
export function outputShape(layer: Layer, inputs: readonly Shape[]): Shape {
  const shapes = weightShapes(layer, inputs[0]!);
  const weights = (weight: string) => new Float64Array(sizeOf(shapes[weight] ?? []));
  const context = { mode: INFERENCE, node: 0, weights, saveStatistic: () => undefined };
  return computeLayer(
    layer,
    inputs.map((shape) => zeros(1, shape)),
    context,
  ).shape;
}

/** Float64 copies of named tensors. */
export function oracleWeights(tensors: readonly NamedTensor[]): OracleWeights {
  return new Map(tensors.map(({ name, values }) => [name, Float64Array.from(values)]));
}
