/** Lays the weights of a graph into the flat parameter buffer, and its statistics into theirs. */
import type { LayerGraph, Shape } from "../../layer-graph";
import { layerTensors, type LayerTensor } from "./layer-tensors";
import type { Layout } from "./layout";
import type { Weight } from "./lowering/step";
import type { PlanTensor, UpdateOp } from "./plan";
import { shapeSize } from "./shapes";

export interface PlacedTensors {
  /** Weights in the order of the graph, then statistics. */
  readonly planned: readonly PlanTensor[];
  /** By full name, as in `conv1/kernel`. */
  readonly weights: ReadonlyMap<string, Weight>;
  readonly regularized: UpdateOp["regularized"];
  readonly parameterFloats: number;
}

interface Named extends LayerTensor {
  readonly name: string;
}

/** `training` gives every weight a place in `gradients`, at the offset that it has in `parameters`. */
export function placeTensors(options: {
  readonly graph: LayerGraph;
  /** Output shapes of the nodes. */
  readonly shapes: readonly Shape[];
  readonly layout: Layout;
  readonly training: boolean;
}): PlacedTensors {
  const { layout, training } = options;
  const all = namedTensors(options);
  const ordered = [...all.filter(({ trained }) => trained), ...all.filter(({ trained }) => !trained)];
  const weights = new Map<string, Weight>();
  const regularized: UpdateOp["regularized"][number][] = [];
  const planned = ordered.map(({ name, shape, trained, regularizer }): PlanTensor => {
    const slot = layout.allocate(trained ? "parameters" : "statistics", shapeSize(shape));
    const gradient = trained && training ? layout.allocate("gradients", slot.width) : null;
    weights.set(name, { slot, gradient });
    if (regularizer) regularized.push({ start: slot.offset, end: slot.offset + slot.width, ...regularizer });
    return { name, shape, slot };
  });
  return { planned, weights, regularized, parameterFloats: layout.sizes().parameters };
}

function namedTensors(options: { readonly graph: LayerGraph; readonly shapes: readonly Shape[] }): readonly Named[] {
  const { graph, shapes } = options;
  return graph.nodes.flatMap(({ name, layer, inputs }) => {
    const [input = -1] = inputs;
    const shape = input < 0 ? graph.inputShape : (shapes[input] ?? []);
    return layerTensors(layer, shape).map((tensor) => ({ ...tensor, name: `${name}/${tensor.weight}` }));
  });
}
