/** A trained network at rest: JSON that says what the bytes are, and the weights as little-endian float32. */
import { AppError } from "../errors";
import type { DenseWeights, NetworkSpec, TrainedNetwork } from "./model-spec";

const FLOAT_BYTES = 4;

export interface NetworkHeader {
  readonly format: "ciclo-network";
  readonly formatVersion: 1;
  readonly spec: NetworkSpec;
  /** Where each tensor lies in the bytes, in bytes from the start. */
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly offset: number;
  }[];
}

export interface NetworkFile {
  readonly header: NetworkHeader;
  readonly bytes: Uint8Array;
}

/** A network as header and bytes: `dense0.kernel` [inputs, units], `dense0.bias` [units], and so on. */
export function networkToFile(network: TrainedNetwork): NetworkFile {
  const parts = network.weights.flatMap(({ inputs, units, kernel, bias }, index) => [
    { name: `dense${index}.kernel`, shape: [inputs, units], values: kernel },
    { name: `dense${index}.bias`, shape: [units], values: bias },
  ]);
  const bytes = new Uint8Array(parts.reduce((sum, { values }) => sum + values.length, 0) * FLOAT_BYTES);
  let offset = 0;
  const tensors = parts.map(({ name, shape, values }) => {
    const tensor = { name, shape, offset };
    bytes.set(floatsToBytes(values), offset);
    offset += values.length * FLOAT_BYTES;
    return tensor;
  });
  return { header: { format: "ciclo-network", formatVersion: 1, spec: network.spec, tensors }, bytes };
}

/** The inverse of {@link networkToFile}; `storage.corrupt` when header and bytes do not belong together. */
export function networkFromFile({ header, bytes }: NetworkFile): TrainedNetwork {
  const read = (name: string, length: number): Float32Array => {
    const tensor = header.tensors.find((candidate) => candidate.name === name);
    if (!tensor || tensor.offset + length * FLOAT_BYTES > bytes.byteLength) {
      throw new AppError("storage.corrupt", { details: { what: name } });
    }
    return bytesToFloats(bytes.subarray(tensor.offset, tensor.offset + length * FLOAT_BYTES));
  };
  let inputs = header.spec.inputWidth;
  const weights = header.spec.layers.map(({ units }, index): DenseWeights => {
    const kernel = read(`dense${index}.kernel`, inputs * units);
    const layer = { inputs, units, kernel, bias: read(`dense${index}.bias`, units) };
    inputs = units;
    return layer;
  });
  return { spec: header.spec, convolutions: [], weights };
}

/** float32 values as little-endian bytes, on any machine. */
export function floatsToBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * FLOAT_BYTES);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setFloat32(index * FLOAT_BYTES, value, true));
  return bytes;
}

/** Little-endian bytes as float32 values. */
export function bytesToFloats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / FLOAT_BYTES }, (_, index) =>
    view.getFloat32(index * FLOAT_BYTES, true),
  );
}
