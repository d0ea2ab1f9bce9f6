/**
 * Random small graphs for property tests: stacks and diamonds of layers that fit each other, with random sizes, strides, paddings and
 * dilations. A graph is built from a list of moves; a move that does not fit the shape at hand is left out, so that every list gives
 * a graph and a failing one shrinks by losing moves.
 */
import fc from "fast-check";
import {
  GRAPH_ACTIVATIONS,
  type GraphActivation,
  type GraphNode,
  type Layer,
  type LayerKind,
  type Shape,
} from "../../../layer-graph";
import { DEFAULT_LOSS, type LossKind } from "../../../objective";
import { FUSIBLE_ACTIVATIONS } from "../../plan/backward-op";
import { dense } from "./layer-cases";
import { outputShape } from "../oracle/oracle";
import { channelsOf, sizeOf } from "../oracle/oracle-value";
import type { CaseOptions } from "./placed-case";
import { layerFor, type Numbers } from "./random-layer";

/** Values of one row between two layers: enough for borders and remainders, cheap for the oracle. */
const MOST_VALUES = 240;

type Move =
  | {
      readonly kind: LayerKind;
      readonly numbers: Numbers;
      readonly activation: GraphActivation;
      readonly gate: GraphActivation;
    }
  | {
      readonly kind: "diamond";
      readonly numbers: Numbers;
      readonly activation: GraphActivation;
      readonly gate: GraphActivation;
    };

const KINDS = [
  ...["dense", "conv1d", "conv2d", "conv2d", "depthwiseConv2d", "separableConv2d", "maxPool1d", "averagePool1d"],
  ...["maxPool2d", "averagePool2d", "globalMaxPool", "globalAveragePool", "batchNormalization", "layerNormalization"],
  ...["dropout", "gaussianNoise", "flatten", "reshape", "activation", "lstm", "gru", "diamond", "diamond"],
] as readonly (LayerKind | "diamond")[];

const LOSSES: readonly LossKind[] = [
  ...(["meanSquaredError", "huber", "binaryCrossEntropy", "categoricalCrossEntropy"] as const),
  "sparseCategoricalCrossEntropy",
];

/** A random graph with a loss, a batch size and a seed for weights and rows. `without`: kinds that must not occur. */
export function randomGraph(options: { readonly without: readonly LayerKind[] }): fc.Arbitrary<CaseOptions> {
  const kinds = KINDS.filter((kind) => kind === "diamond" || !options.without.includes(kind));
  const small = fc.nat({ max: 11 });
  const move = fc.record({
    kind: fc.constantFrom(...kinds),
    numbers: fc.tuple(small, small, small, small, small, small),
    activation: fc.constantFrom(...GRAPH_ACTIVATIONS),
    gate: fc.constantFrom(...FUSIBLE_ACTIVATIONS),
  });
  const inputShape = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 13 })),
    fc.tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 5 })),
    fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 })),
  );
  return fc
    .record({
      inputShape,
      moves: fc.array(move, { minLength: 1, maxLength: 6 }),
      loss: fc.constantFrom(...LOSSES),
      outputs: fc.integer({ min: 2, max: 5 }),
      batchSize: fc.integer({ min: 3, max: 9 }),
      weighted: fc.boolean(),
      seed: fc.nat({ max: 9_999 }),
    })
    .map(({ inputShape, moves, loss, outputs, ...rest }) => ({
      ...rest,
      graph: { inputShape, nodes: grow(inputShape, moves as readonly Move[], outputs) },
      loss: { ...DEFAULT_LOSS, kind: loss },
    }));
}

/** Nodes that follow the moves, then a flat linear output. */
function grow(inputShape: Shape, moves: readonly Move[], outputs: number): readonly GraphNode[] {
  const nodes: GraphNode[] = [];
  let shape = inputShape;
  const add = (layer: Layer, inputs: readonly number[]): number => {
    nodes.push({ name: `n${nodes.length}`, layer, inputs });
    return nodes.length - 1;
  };
  for (const move of moves) {
    if (move.kind === "diamond") {
      shape = addDiamond(move, { shape, last: nodes.length - 1, add });
      continue;
    }
    const layer = layerFor({ ...move, kind: move.kind }, shape);
    const next = layer && outputShape(layer, [shape]);
    if (!next || sizeOf(next) > MOST_VALUES) continue;
    add(layer, [nodes.length - 1]);
    shape = next;
  }
  if (shape.length > 1) add({ kind: "flatten" }, [nodes.length - 1]);
  add(dense(outputs), [nodes.length - 1]);
  return nodes;
}

/** Two ways from one value that come together again: the value itself or a layer on one side, layers on the other. */
function addDiamond(
  { numbers, activation }: Move,
  at: {
    readonly shape: Shape;
    readonly last: number;
    readonly add: (layer: Layer, inputs: readonly number[]) => number;
  },
): Shape {
  const { shape, last, add } = at;
  const [join, left, right] = numbers;
  const channels = channelsOf(shape);
  const side = add(dense(channels, activation), [last]);
  const other = left % 3 === 0 ? last : add(dense(channels, "tanh"), [right % 2 === 0 ? side : last]);
  const wide = 2 * sizeOf(shape) <= MOST_VALUES;
  if (join % 2 === 0 || !wide) {
    add({ kind: "add" }, right % 3 === 0 ? [side, other, side] : [side, other]);
    return shape;
  }
  add({ kind: "concatenate" }, [other, side]);
  return [...shape.slice(0, -1), 2 * channels];
}
