/** ONNX ModelProto and GraphProto. Field numbers are those of onnx.proto3. */
import { encodeNode, type GraphNode } from "./node";
import { bytesField, intField, message, stringField } from "./protobuf";
import { encodeTensor, encodeValueInfo, type ConstantTensor, type ValueInfo } from "./tensor";

/** Opset 20 is the first with every string operator a recipe may need; IR 9 and ai.onnx.ml 3 belong to it. */
export const OPSET_VERSION = 20;
export const ML_OPSET_VERSION = 3;
export const IR_VERSION = 9;

export interface OnnxGraph {
  readonly name: string;
  /** In an order in which every input is already known. */
  readonly nodes: readonly GraphNode[];
  readonly constants: ReadonlyMap<string, ConstantTensor>;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

/** The bytes of an `.onnx` file. The same graph always gives the same bytes. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  return message(
    intField(1, IR_VERSION),
    stringField(2, "ciclo"),
    stringField(3, "1"),
    bytesField(7, encodeGraph(graph)),
    bytesField(8, encodeOpset("", OPSET_VERSION)),
    bytesField(8, encodeOpset("ai.onnx.ml", ML_OPSET_VERSION)),
  );
}

function encodeGraph(graph: OnnxGraph): Uint8Array {
  return message(
    ...graph.nodes.map((node) => bytesField(1, encodeNode(node))),
    stringField(2, graph.name),
    ...[...graph.constants].map(([name, tensor]) => bytesField(5, encodeTensor(name, tensor))),
    ...graph.inputs.map((input) => bytesField(11, encodeValueInfo(input))),
    ...graph.outputs.map((output) => bytesField(12, encodeValueInfo(output))),
  );
}

function encodeOpset(domain: string, version: number): Uint8Array {
  return message(stringField(1, domain), intField(2, version));
}
