/** The structure of a TensorFlow.js model as a layer graph. */
import * as tfl from "@tensorflow/tfjs-layers";
import { AppError } from "../../errors";
import type { GraphNode, Layer, LayerGraph } from "../layer-graph";
import { readLayer, type TfConfig } from "./layers-model-options";

/** One layer as the model describes itself. A use lists where its inputs come from: [layer, use, output, …]. */
interface LayerEntry {
  readonly name: string;
  readonly className: string;
  readonly config: TfConfig;
  readonly inboundNodes: readonly (readonly (readonly [string, number, number, ...unknown[]])[])[];
}

interface FunctionalConfig {
  readonly layers: readonly LayerEntry[];
  readonly outputLayers: readonly (readonly [string, number, number])[];
}

/** The graph of a model with one input and one output; `training.uncovered` names what does not fit into one. */
export function readGraph(model: tfl.LayersModel): LayerGraph {
  if (model.inputs.length !== 1) throw uncovered("several inputs");
  if (model.outputs.length !== 1) throw uncovered("several outputs");
  const inputShape = model.inputs[0]!.shape.slice(1);
  if (inputShape.some((size) => size === null)) throw uncovered("input of unknown size");
  const nodes = model instanceof tfl.Sequential ? sequentialNodes(model) : functionalNodes(model);
  return { inputShape: inputShape as number[], nodes };
}

function sequentialNodes(model: tfl.Sequential): readonly GraphNode[] {
  const layers = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  return layers.map((layer, index) => ({
    name: layer.name,
    layer: read(layer, layer.getConfig() as TfConfig),
    inputs: [index - 1],
  }));
}

/** The layers are sorted by where they come in the computation, so that inputs stand before their consumers. */
function functionalNodes(model: tfl.LayersModel): readonly GraphNode[] {
  const config = model.getConfig() as unknown as FunctionalConfig;
  const places = new Map<string, number>();
  const nodes: GraphNode[] = [];
  for (const { name, className, config: options, inboundNodes } of config.layers) {
    if (className === "InputLayer") {
      places.set(name, -1);
      continue;
    }
    if (inboundNodes.length !== 1) throw uncovered(`${name} (used ${inboundNodes.length} times)`);
    const inputs = inboundNodes[0]!.map(([from]) => places.get(from)!);
    places.set(name, nodes.length);
    nodes.push({ name, layer: read(model.getLayer(name), options), inputs });
  }
  return outputLast(nodes, places.get(config.outputLayers[0]![0])!);
}

/** tfjs leaves the depth multiplier of a separable convolution out of its options; the depthwise kernel [h, w, channels, multiplier] has it. */
function read(layer: tfl.layers.Layer, config: TfConfig): Layer {
  const depthMultiplier =
    layer.getClassName() === "SeparableConv2D" ? layer.weights[0]!.shape[3] : config.depthMultiplier;
  return readLayer(layer.getClassName(), { ...config, depthMultiplier }, layer.outputShape.length);
}

/** A graph ends with its output; a model may list another layer after it, one that nothing needs. */
function outputLast(nodes: readonly GraphNode[], output: number): readonly GraphNode[] {
  if (output !== nodes.length - 1) throw uncovered(`${nodes.at(-1)!.name} (not the output)`);
  return nodes;
}

function uncovered(what: string): AppError {
  return new AppError("training.uncovered", { details: { what } });
}
