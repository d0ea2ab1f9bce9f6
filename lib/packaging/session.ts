/** Port of a runtime that runs a package's ONNX graph. Adapter: `lib/packaging/onnxruntime`. */
import type { Table } from "../data/table";
import type { Predictions } from "../training/predictions";
import type { PackageSignature } from "./package";

export interface PackageSession {
  readonly signature: PackageSignature;
  /** Answers for rows. Missing columns or wrong types are `endpoint.bad-input`; missing values are allowed. */
  predict(table: Table): Promise<Predictions>;
  dispose(): Promise<void>;
}

export interface PackageRuntime {
  /** Name and version, as the parity report shows it: "onnxruntime-web 1.30.0 (wasm)". */
  readonly name: string;
  open(onnx: Uint8Array, signature: PackageSignature): Promise<PackageSession>;
}
