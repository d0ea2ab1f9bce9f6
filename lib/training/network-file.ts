/** A trained network at rest: JSON that says what the bytes are, and the weights as little-endian float32. */
import { AppError } from "../errors";
import type { NamedTensor } from "./layer-graph";
import type { NetworkSpec, TrainedNetwork } from "./model-spec";
import { networkToTensors, tensorsToNetwork } from "./network-tensors";

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

/** A header as it is stored: networks from before there were convolutions do not name them. */
interface StoredHeader extends Omit<NetworkHeader, "spec"> {
  readonly spec: Omit<NetworkSpec, "imageSide" | "convolutions"> &
    Partial<Pick<NetworkSpec, "imageSide" | "convolutions">>;
}

/** A network as header and bytes: `conv0.kernel`, `norm0.gamma`, …, `dense0.kernel` [inputs, units], `dense0.bias` [units], …. */
export function networkToFile(network: TrainedNetwork): NetworkFile {
  const parts = networkToTensors(network);
  const bytes = new Uint8Array(parts.reduce((sum, { values }) => sum + values.length, 0) * FLOAT_BYTES);
  let offset = 0;
  const tensors = parts.map(({ name, shape, values }) => {
    const tensor = { name: name.replace("/", "."), shape, offset };
    bytes.set(floatsToBytes(values), offset);
    offset += values.length * FLOAT_BYTES;
    return tensor;
  });
  return { header: { format: "ciclo-network", formatVersion: 1, spec: network.spec, tensors }, bytes };
}

/** The inverse of {@link networkToFile}; `storage.corrupt` when header and bytes do not belong together. */
export function networkFromFile(file: { readonly header: StoredHeader; readonly bytes: Uint8Array }): TrainedNetwork {
  const { header, bytes } = file;
  const tensors = header.tensors.map(({ name, shape, offset }): NamedTensor => {
    const end = offset + shape.reduce((product, size) => product * size, 1) * FLOAT_BYTES;
    if (end > bytes.byteLength) throw new AppError("storage.corrupt", { details: { what: name } });
    return { name: name.replace(".", "/"), shape, values: bytesToFloats(bytes.subarray(offset, end)) };
  });
  return tensorsToNetwork({ imageSide: null, convolutions: [], ...header.spec }, tensors);
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
