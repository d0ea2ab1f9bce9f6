/**
 * The networks that the benchmark times and the trajectory tests follow: small models of the kinds that people train in a tab.
 * Convolutional ones read 28 × 28 grey images. Output layers give logits.
 */
import type { GraphActivation, GraphNode, Layer, LayerGraph, Shape } from "../../../layer-graph";
import { DEFAULT_LOSS, type LossKind, type LossSpec } from "../../../objective";

export interface Workload {
  readonly name: string;
  readonly graph: LayerGraph;
  readonly loss: LossSpec;
  readonly batchSize: number;
  /** Rows of the data set. */
  readonly rows: number;
  /** Numbers per row: the product of the graph's input shape. */
  readonly inputWidth: number;
}

export const WORKLOADS: readonly Workload[] = [
  workload({ name: "logistic", graph: mlp([20, 1]), loss: "binaryCrossEntropy", batchSize: 32, rows: 10_000 }),
  workload({
    name: "tabular-b32",
    graph: mlp([20, 32, 16, 1]),
    loss: "binaryCrossEntropy",
    batchSize: 32,
    rows: 10_000,
  }),
  workload({
    name: "tabular-b256",
    graph: mlp([20, 32, 16, 1]),
    loss: "binaryCrossEntropy",
    batchSize: 256,
    rows: 10_000,
  }),
  workload({
    name: "mlp-64",
    graph: mlp([64, 128, 64, 10]),
    loss: "sparseCategoricalCrossEntropy",
    batchSize: 128,
    rows: 1_797,
  }),
  workload({
    name: "mlp-784",
    graph: mlp([784, 128, 10]),
    loss: "sparseCategoricalCrossEntropy",
    batchSize: 128,
    rows: 2_048,
  }),
  workload({
    name: "cnn",
    graph: imageNetwork({ batchNormalization: false }),
    loss: "sparseCategoricalCrossEntropy",
    batchSize: 32,
    rows: 1_024,
  }),
  workload({
    name: "cnn-bn",
    graph: imageNetwork({ batchNormalization: true }),
    loss: "sparseCategoricalCrossEntropy",
    batchSize: 32,
    rows: 1_024,
  }),
];

/** Dense layers of these widths, the first being the input's: ReLU between them, a linear output. */
export function mlp(widths: readonly number[]): LayerGraph {
  const [input = 1, ...units] = widths;
  const layers = units.map((count, index) => {
    const last = index === units.length - 1;
    return named(`dense${index + 1}`, dense(count, last ? "linear" : "relu"));
  });
  return chain([input], layers);
}

/** Two convolutions (8 and 16 filters of 5 × 5) with pooling, then ten classes. */
export function imageNetwork(options: { readonly batchNormalization: boolean }): LayerGraph {
  const stages = [8, 16].flatMap((filters, index) => stage({ ...options, filters, number: index + 1 }));
  return chain([28, 28, 1], [...stages, named("flatten", { kind: "flatten" }), named("dense", dense(10, "linear"))]);
}

interface NamedLayer {
  readonly name: string;
  readonly layer: Layer;
}

function stage(options: { readonly batchNormalization: boolean; readonly filters: number; readonly number: number }) {
  const { batchNormalization, filters, number } = options;
  const pool = named(`pool${number}`, { kind: "maxPool2d", poolSize: [2, 2], strides: [2, 2], padding: "valid" });
  if (!batchNormalization) return [named(`conv${number}`, conv(filters, "relu")), pool];
  return [
    named(`conv${number}`, conv(filters, "linear")),
    named(`norm${number}`, { kind: "batchNormalization", momentum: 0.99, epsilon: 1e-3 }),
    named(`relu${number}`, { kind: "activation", activation: "relu" }),
    pool,
  ];
}

function dense(units: number, activation: GraphActivation): Layer {
  return { kind: "dense", units, activation, useBias: true };
}

function conv(filters: number, activation: GraphActivation): Layer {
  return {
    kind: "conv2d",
    filters,
    kernelSize: [5, 5],
    strides: [1, 1],
    dilation: [1, 1],
    padding: "valid",
    activation,
    useBias: true,
  };
}

function named(name: string, layer: Layer): NamedLayer {
  return { name, layer };
}

function chain(inputShape: Shape, layers: readonly NamedLayer[]): LayerGraph {
  const nodes = layers.map(({ name, layer }, index): GraphNode => ({ name, layer, inputs: [index - 1] }));
  return { inputShape, nodes };
}

function workload(options: Omit<Workload, "loss" | "inputWidth"> & { readonly loss: LossKind }): Workload {
  const inputWidth = options.graph.inputShape.reduce((product, size) => product * size, 1);
  return { ...options, loss: { kind: options.loss, ...DEFAULT_LOSS }, inputWidth };
}
