/** ONNX NodeProto and AttributeProto. Field numbers are those of onnx.proto3. */
import { bytesField, floatField, intField, message, packedIntsField, stringField } from "./protobuf";

/** An attribute's value. The kind is explicit because JavaScript cannot tell 1 from 1.0. */
export type Attribute =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "strings"; readonly value: readonly string[] };

/** The operator set a node belongs to: ONNX's own, or its classical machine-learning one. */
export type Domain = "" | "ai.onnx.ml";

export interface GraphNode {
  readonly op: string;
  readonly domain: Domain;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** AttributeProto.AttributeType: mandatory beside the value itself. */
const ATTRIBUTE_TYPES = { float: 1, int: 2, string: 3, ints: 7, strings: 8 } as const;

/** NodeProto, named after its first output. */
export function encodeNode(node: GraphNode): Uint8Array {
  return message(
    ...node.inputs.map((input) => stringField(1, input)),
    ...node.outputs.map((output) => stringField(2, output)),
    stringField(3, `${node.op}:${node.outputs[0] ?? ""}`),
    stringField(4, node.op),
    ...Object.entries(node.attributes).map(([name, attribute]) => bytesField(5, encodeAttribute(name, attribute))),
    ...(node.domain === "" ? [] : [stringField(7, node.domain)]),
  );
}

function encodeAttribute(name: string, attribute: Attribute): Uint8Array {
  return message(stringField(1, name), ...encodeValue(attribute), intField(20, ATTRIBUTE_TYPES[attribute.kind]));
}

function encodeValue(attribute: Attribute): readonly Uint8Array[] {
  switch (attribute.kind) {
    case "float":
      return [floatField(2, attribute.value)];
    case "int":
      return [intField(3, attribute.value)];
    case "string":
      return [stringField(4, attribute.value)];
    case "ints":
      return [packedIntsField(8, attribute.value)];
    case "strings":
      return attribute.value.map((value) => stringField(9, value));
  }
}
