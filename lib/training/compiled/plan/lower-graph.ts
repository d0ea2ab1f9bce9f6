/** Lowers every node of a graph in order: the forward half of a plan, and what the backward half needs to know. */
import type { GraphNode, LayerGraph, Shape } from "../../layer-graph";
import type { Fusion, NodeActivations } from "./fusion";
import type { Layout } from "./layout";
import { emitActivation } from "./lowering/elementwise";
import { lowerLayer } from "./lowering/layer";
import type { LayerContext, Step, Value } from "./lowering/step";
import type { Slot } from "./slot";
import type { PlacedTensors } from "./tensors";

export interface LoweredGraph {
  readonly steps: readonly Step[];
  /** The features. */
  readonly input: Value;
  readonly output: Value;
}

export interface LowerOptions {
  readonly graph: LayerGraph;
  /** Output shapes of the nodes. */
  readonly shapes: readonly Shape[];
  readonly fusion: Fusion;
  readonly layout: Layout;
  readonly features: Slot;
  readonly tensors: PlacedTensors;
  /** False in an input-gradient plan. */
  readonly training: boolean;
  readonly shards: number;
}

const UNFUSED: NodeActivations = { fused: "linear", separate: "linear" };

export function lowerGraph(options: LowerOptions): LoweredGraph {
  const { graph, fusion } = options;
  const steps: Step[] = [];
  const input: Value = { id: 0, slot: options.features, activation: "linear" };
  const values: Value[] = [];
  const makeValue = valueMaker(options.layout);
  graph.nodes.forEach((node, index) => {
    const activations = fusion.nodes[index] ?? UNFUSED;
    const context: LayerContext = {
      ...nodeContext(options, { node, index }),
      activation: activations.fused,
      inputs: node.inputs.map((position) => values[position] ?? input),
      graphInput: input,
      value: makeValue,
      emit: (step) => void steps.push(step),
    };
    const x = lowerLayer(context);
    const { separate } = activations;
    values.push(
      separate === "linear" ? x : emitActivation(context, { x, shape: context.outputShape, activation: separate }),
    );
  });
  return { steps, input, output: values[values.length - 1] ?? input };
}

/** What a context takes from the graph and its tensors. */
function nodeContext(options: LowerOptions, place: { readonly node: GraphNode; readonly index: number }) {
  const { graph, shapes, layout, tensors, training, shards } = options;
  const { node, index } = place;
  return {
    name: node.name,
    layer: node.layer,
    node: index,
    inputShapes: node.inputs.map((position) => (position < 0 ? graph.inputShape : (shapes[position] ?? []))),
    outputShape: shapes[index] ?? [],
    shards,
    training,
    weight: (weight: string) => tensors.weights.get(`${node.name}/${weight}`) ?? null,
    room: layout.allocate,
  };
}

/** Ids count from 1: 0 is the features. */
function valueMaker(layout: Layout): LayerContext["value"] {
  let count = 0;
  return (width, activation) => ({ id: ++count, slot: layout.allocate("activations", width), activation });
}
