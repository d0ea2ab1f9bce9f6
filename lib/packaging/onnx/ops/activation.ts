/** Activations of hidden layers. Each takes and gives float [N, units]. */
import type { Activation } from "../../../training/model-spec";
import type { GraphBuilder } from "../graph-builder";

export type ActivationOp = (graph: GraphBuilder, input: string) => string;

const unary =
  (op: string): ActivationOp =>
  (graph, input) =>
    graph.node(op, [input]);

/** One entry per activation of the model specification. */
export const ACTIVATION_OPS: Readonly<Record<Activation, ActivationOp>> = {
  relu: unary("Relu"),
  tanh: unary("Tanh"),
  sigmoid: unary("Sigmoid"),
  // alpha is 1 by default, as in training.
  elu: unary("Elu"),
  linear: (_graph, input) => input,
};
