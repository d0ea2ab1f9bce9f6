/** The rows behind an evaluation, as bytes: three arrays of equal length one after another, little-endian. */
import type { BlobStore } from "../data/version/store";
import { AppError } from "../errors";
import type { Evaluation, EvaluationRows } from "./evaluation";

const BYTES_PER_ROW = 12;

/** Uint32 row number, Float32 actual, Float32 predicted (class index or value). */
export function encodeEvaluationRows({ rows, actual, predicted }: EvaluationRows): Uint8Array {
  const bytes = new Uint8Array(rows.length * BYTES_PER_ROW);
  const view = new DataView(bytes.buffer);
  rows.forEach((row, index) => {
    view.setUint32(index * 4, row, true);
    view.setFloat32((rows.length + index) * 4, actual[index]!, true);
    view.setFloat32((2 * rows.length + index) * 4, predicted[index]!, true);
  });
  return bytes;
}

/** The inverse of {@link encodeEvaluationRows}; bytes that are not whole rows are `storage.corrupt`. */
export function decodeEvaluationRows(bytes: Uint8Array): EvaluationRows {
  if (bytes.length % BYTES_PER_ROW !== 0) throw new AppError("storage.corrupt", { details: { bytes: bytes.length } });
  const count = bytes.length / BYTES_PER_ROW;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const positions = { length: count };
  return {
    rows: Uint32Array.from(positions, (_, index) => view.getUint32(index * 4, true)),
    actual: Float32Array.from(positions, (_, index) => view.getFloat32((count + index) * 4, true)),
    predicted: Float32Array.from(positions, (_, index) => view.getFloat32((2 * count + index) * 4, true)),
  };
}

/** Which row was answered what, for "show those rows". */
export async function readEvaluationRows(
  blobs: BlobStore,
  evaluation: Pick<Evaluation, "rowsDigest">,
): Promise<EvaluationRows> {
  return decodeEvaluationRows(await blobs.get(evaluation.rowsDigest));
}
