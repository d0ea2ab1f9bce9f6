/**
 * A training at rest: everything an exact resume needs, as bytes. Layout: length of the header (uint32, little-endian), the header as
 * JSON, then float32 arrays in the order the header names them.
 */
import { canonicalJson, sha256Json } from "../../../digest";
import { AppError } from "../../../errors";
import type { NamedTensor } from "../../layer-graph";
import { bytesToFloats, floatsToBytes } from "../../network-file";
import type { LearningRate } from "../../objective";
import type { DeviceState } from "../device-plan";
import type { Plan } from "../plan/plan";
import type { Progress } from "./progress";

const HEADER_LENGTH_BYTES = 4;
const FLOAT_BYTES = 4;

export interface TrainingState {
  /** Of the training that made it, see {@link trainingDigest}: no other can go on from here. */
  readonly digest: string;
  readonly progress: Progress;
  readonly device: DeviceState;
}

interface Header {
  readonly format: "ciclo-training-state";
  readonly version: 1;
  readonly digest: string;
  readonly progress: Omit<Progress, "best">;
  /** Lengths of parameters, optimizer and statistics. */
  readonly device: readonly number[];
  readonly best: readonly Pick<NamedTensor, "name" | "shape">[] | null;
}

/**
 * Names a training: same plan, seed, rows and learning rate. The number of epochs is left out, so that a training can be
 * resumed for longer.
 */
export async function trainingDigest(training: {
  readonly plan: Plan;
  readonly seed: number;
  readonly rows: number;
  readonly learningRate: LearningRate;
}): Promise<string> {
  return sha256Json(training);
}

/** The state as bytes. Numbers keep all their bits. */
export function stateToBytes({ digest, progress, device }: TrainingState): Uint8Array {
  const { best, ...rest } = progress;
  const arrays = [device.parameters, device.optimizer, device.statistics];
  const header: Header = {
    ...{ format: "ciclo-training-state", version: 1, digest, progress: rest },
    device: arrays.map(({ length }) => length),
    best: best && best.map(({ name, shape }) => ({ name, shape })),
  };
  return joinBytes([
    headerBytes(header),
    ...arrays.map(floatsToBytes),
    ...(best ?? []).map(({ values }) => floatsToBytes(values)),
  ]);
}

/**
 * The inverse of {@link stateToBytes}. Throws `storage.corrupt` when the bytes are no such state, `training.not-resumable` when they
 * belong to another training than `digest` names.
 */
export function stateFromBytes(bytes: Uint8Array, digest: string): TrainingState {
  const { header, end } = readHeader(bytes);
  if (header.digest !== digest) throw new AppError("training.not-resumable", { details: { what: "plan" } });
  const next = floatReader(bytes, end);
  const [parameters, optimizer, statistics] = header.device.map(next);
  if (!parameters || !optimizer || !statistics) throw corrupt();
  const best = header.best && header.best.map((tensor) => ({ ...tensor, values: next(sizeOf(tensor.shape)) }));
  return { digest, progress: { ...header.progress, best }, device: { parameters, optimizer, statistics } };
}

/** The epoch under way in a state, counted from 1: those before it are finished. Throws `storage.corrupt`. */
export function epochOfState(bytes: Uint8Array): number {
  return readHeader(bytes).header.progress.epoch;
}

function headerBytes(header: Header): Uint8Array {
  const text = new TextEncoder().encode(canonicalJson(header));
  const bytes = new Uint8Array(HEADER_LENGTH_BYTES + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, HEADER_LENGTH_BYTES);
  return bytes;
}

function readHeader(bytes: Uint8Array): { readonly header: Header; readonly end: number } {
  if (bytes.byteLength < HEADER_LENGTH_BYTES) throw corrupt();
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const end = HEADER_LENGTH_BYTES + length;
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(HEADER_LENGTH_BYTES, end))) as Header;
    if (header.format === "ciclo-training-state" && header.version === 1) return { header, end };
  } catch (cause) {
    throw corrupt(cause);
  }
  throw corrupt();
}

function floatReader(bytes: Uint8Array, start: number): (length: number) => Float32Array {
  let offset = start;
  return (length) => {
    const end = offset + length * FLOAT_BYTES;
    if (end > bytes.byteLength) throw corrupt();
    const values = bytesToFloats(bytes.subarray(offset, end));
    offset = end;
    return values;
  };
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function corrupt(cause?: unknown): AppError {
  return new AppError("storage.corrupt", { details: { what: "training state" }, cause });
}
