/** ONNX TensorProto and ValueInfoProto. Field numbers are those of onnx.proto3. */
import { bytesField, intField, message, packedIntsField, stringField } from "./protobuf";

/** TensorProto.DataType of the element types that package graphs use. */
export const ELEMENT_TYPES = { float: 1, int64: 7, string: 8, double: 11 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

/** A constant of a graph: how it is written, without its name. */
export interface ConstantTensor {
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** `raw_data` (little-endian), or one `string_data` field per string. */
  readonly payload: readonly Uint8Array[];
}

/** Float32 constant, row-major. */
export function floatTensor(dims: readonly number[], values: ArrayLike<number>): ConstantTensor {
  return { type: "float", dims, payload: [rawData(values, 4, (view, at, value) => view.setFloat32(at, value, true))] };
}

/** Float64 constant, row-major. */
export function doubleTensor(dims: readonly number[], values: ArrayLike<number>): ConstantTensor {
  return { type: "double", dims, payload: [rawData(values, 8, (view, at, value) => view.setFloat64(at, value, true))] };
}

/** Int64 constant, row-major; the values are safe integers. */
export function int64Tensor(dims: readonly number[], values: ArrayLike<number>): ConstantTensor {
  const write = (view: DataView, at: number, value: number): void => view.setBigInt64(at, BigInt(value), true);
  return { type: "int64", dims, payload: [rawData(values, 8, write)] };
}

/** String constant, UTF-8. ONNX forbids `raw_data` for strings. */
export function stringTensor(dims: readonly number[], values: readonly string[]): ConstantTensor {
  return { type: "string", dims, payload: values.map((value) => stringField(6, value)) };
}

/** TensorProto: a named constant. */
export function encodeTensor(name: string, tensor: ConstantTensor): Uint8Array {
  const dims = tensor.dims.length === 0 ? [] : [packedIntsField(1, tensor.dims)];
  return message(...dims, intField(2, ELEMENT_TYPES[tensor.type]), ...tensor.payload, stringField(8, name));
}

/** The type and shape of a graph input or output; a text dimension is symbolic ("N" rows). */
export interface ValueInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

/** ValueInfoProto. The shape is always written: checkers refuse inputs of unknown rank. */
export function encodeValueInfo(value: ValueInfo): Uint8Array {
  const dimension = (size: number | string): Uint8Array =>
    bytesField(1, typeof size === "string" ? stringField(2, size) : intField(1, size));
  const shape = message(...value.shape.map(dimension));
  const tensorType = message(intField(1, ELEMENT_TYPES[value.type]), bytesField(2, shape));
  return message(stringField(1, value.name), bytesField(2, bytesField(1, tensorType)));
}

function rawData(
  values: ArrayLike<number>,
  width: number,
  write: (view: DataView, at: number, value: number) => void,
): Uint8Array {
  const bytes = new Uint8Array(values.length * width);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < values.length; index++) write(view, index * width, values[index]!);
  return bytesField(9, bytes);
}
