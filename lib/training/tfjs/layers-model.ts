/**
 * Layer graphs out of and into models of TensorFlow.js layers, with their weights: whatever saves, packages or evaluates such a
 * model takes a network that the compiled engine has trained, and the other way round.
 */
import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { AppError } from "../../errors";
import type { GraphNode, LayerGraph, NamedTensor } from "../layer-graph";
import { readGraph } from "./layers-model-graph";
import { tfLayer } from "./layers-model-layers";
import { weightNames } from "./layers-model-weights";

/**
 * A functional model with the graph's layers, names and weights; the caller disposes it. `training.uncovered` for a layer that
 * tfjs cannot compute, `training.model-invalid` when a weight is missing.
 */
export function toLayersModel(graph: LayerGraph, tensors: readonly NamedTensor[]): tfl.LayersModel {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const input = tfl.input({ shape: [...graph.inputShape] });
  const outputs: tfl.SymbolicTensor[] = [];
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((from) => (from < 0 ? input : outputs[from]!));
    const layer = tfLayer(node.layer, { name: node.name, rank: inputs[0]!.shape.length - 1 });
    outputs.push(layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as tfl.SymbolicTensor);
    setWeights(layer, node, byName);
  }
  return tfl.model({ inputs: input, outputs: outputs.at(-1)! });
}

/**
 * The graph and the weights of a model, sequential or functional, with one input and one output. `training.uncovered` names the
 * layer or the option that the graph has no word for.
 */
export async function fromLayersModel(
  model: tfl.LayersModel,
): Promise<{ readonly graph: LayerGraph; readonly tensors: readonly NamedTensor[] }> {
  const graph = readGraph(model);
  const tensors = await Promise.all(graph.nodes.map((node) => readWeights(model.getLayer(node.name), node)));
  return { graph, tensors: tensors.flat() };
}

function setWeights(layer: tfl.layers.Layer, node: GraphNode, tensors: ReadonlyMap<string, NamedTensor>): void {
  const values = weightNames(node.layer).map((weight) => {
    const tensor = tensors.get(`${node.name}/${weight}`);
    if (!tensor) throw new AppError("training.model-invalid", { details: { weight: `${node.name}/${weight}` } });
    return tensor;
  });
  tf.tidy(() => layer.setWeights(values.map(({ values, shape }) => tf.tensor(values, [...shape], "float32"))));
}

async function readWeights(layer: tfl.layers.Layer, node: GraphNode): Promise<readonly NamedTensor[]> {
  const names = weightNames(node.layer);
  return Promise.all(
    layer.getWeights().map(async (tensor, index) => ({
      name: `${node.name}/${names[index]!}`,
      shape: tensor.shape,
      values: ((await tensor.data()) as Float32Array).slice(),
    })),
  );
}
