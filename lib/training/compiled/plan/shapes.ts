/** The shape of every node's output, without the batch dimension, and the check that the layers fit each other. */
import { AppError } from "../../../errors";
import type { GraphNode, Layer, LayerGraph, Shape } from "../../layer-graph";
import { layerNumbersAreValid } from "./layer-numbers";
import { layerWindow, type WindowLayer } from "./windows";

/** Numbers in a value of this shape. */
export function shapeSize(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The product of the dimensions before the last one. */
export function leadingSize(shape: Shape): number {
  return shapeSize(shape.slice(0, -1));
}

/** The last dimension. */
export function channelsOf(shape: Shape): number {
  return shape[shape.length - 1] ?? 1;
}

/**
 * Output shapes in the order of `graph.nodes`. `training.model-invalid` with the layer's name and a reason: "name" (empty or used
 * twice), "inputs" (unknown, too few or too many), "value" (a size, rate or epsilon out of range), "shape" (the input does not
 * fit the layer), "unused" (nothing reads the output).
 */
export function inferShapes(graph: LayerGraph): readonly Shape[] {
  checkInput(graph);
  const shapes: Shape[] = [];
  graph.nodes.forEach((node, index) => {
    checkLinks(node, index);
    if (!layerNumbersAreValid(node.layer)) throw invalid(node.name, "value");
    const inputs = node.inputs.map((input) => (input < 0 ? graph.inputShape : (shapes[input] ?? [])));
    const shape = outputShape(node.layer, inputs);
    if (shape === null || !shape.every(isPositiveInteger)) throw invalid(node.name, "shape");
    shapes.push(shape);
  });
  checkUse(graph);
  return shapes;
}

/** Refuses a model by the name of a layer. */
export function invalid(layer: string, reason: string): AppError {
  return new AppError("training.model-invalid", { details: { layer, reason } });
}

/** Null when the inputs do not fit the layer. */
function outputShape(layer: Layer, inputs: readonly Shape[]): Shape | null {
  const [input = []] = inputs;
  switch (layer.kind) {
    case "dense":
      return input.length > 0 ? [...input.slice(0, -1), layer.units] : null;
    case "flatten":
      return [shapeSize(input)];
    case "reshape":
      return shapeSize(layer.shape) === shapeSize(input) ? layer.shape : null;
    case "embedding":
      return input.length === 1 ? [...input, layer.outputDim] : null;
    case "lstm":
    case "gru":
      return recurrentShape(layer, input);
    case "concatenate":
      return concatenatedShape(inputs);
    case "add":
      return inputs.every((other) => sameShape(other, input)) ? input : null;
    case "batchNormalization":
    case "layerNormalization":
    case "dropout":
    case "gaussianNoise":
    case "activation":
      return input;
    default:
      return windowShape(layer, input);
  }
}

function recurrentShape(layer: Extract<Layer, { kind: "lstm" | "gru" }>, input: Shape): Shape | null {
  const [time = 0] = input;
  if (input.length !== 2) return null;
  return layer.returnSequences ? [time, layer.units] : [layer.units];
}

function concatenatedShape(inputs: readonly Shape[]): Shape | null {
  const [first = []] = inputs;
  const leading = first.slice(0, -1);
  if (!inputs.every((shape) => sameShape(shape.slice(0, -1), leading))) return null;
  return [...leading, inputs.reduce((sum, shape) => sum + channelsOf(shape), 0)];
}

function windowShape(layer: WindowLayer, input: Shape): Shape | null {
  const window = layerWindow(layer, input);
  if (window === null || window.outHeight < 1 || window.outWidth < 1) return null;
  const { outHeight, outWidth, channels } = window;
  switch (layer.kind) {
    case "globalMaxPool":
    case "globalAveragePool":
      return [channels];
    case "conv1d":
      return [outWidth, layer.filters];
    case "maxPool1d":
    case "averagePool1d":
      return [outWidth, channels];
    case "conv2d":
    case "separableConv2d":
      return [outHeight, outWidth, layer.filters];
    case "depthwiseConv2d":
      return [outHeight, outWidth, channels * layer.depthMultiplier];
    default:
      return [outHeight, outWidth, channels];
  }
}

function checkInput(graph: LayerGraph): void {
  if (graph.inputShape.length === 0 || !graph.inputShape.every(isPositiveInteger)) throw invalid("input", "shape");
  if (graph.nodes.length === 0) throw invalid("output", "inputs");
  const names = new Set<string>();
  for (const { name } of graph.nodes) {
    if (name === "" || names.has(name)) throw invalid(name, "name");
    names.add(name);
  }
}

function checkLinks(node: GraphNode, index: number): void {
  const known = node.inputs.every((input) => Number.isInteger(input) && input >= -1 && input < index);
  const merges = node.layer.kind === "add" || node.layer.kind === "concatenate";
  const enough = merges ? node.inputs.length >= 2 : node.inputs.length === 1;
  if (!known || !enough) throw invalid(node.name, "inputs");
}

/** A layer that nothing reads would keep weights that no gradient reaches. */
function checkUse(graph: LayerGraph): void {
  const read = new Set(graph.nodes.flatMap(({ inputs }) => inputs));
  const unused = graph.nodes.find((_, index) => index < graph.nodes.length - 1 && !read.has(index));
  if (unused) throw invalid(unused.name, "unused");
}

function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

function isPositiveInteger(size: number): boolean {
  return Number.isSafeInteger(size) && size > 0;
}
