/** Reads the rows that an evaluation keeps: three arrays of the same length, one after another, little-endian. */
import type { MatrixCell } from "../../charts/confusion-matrix";

/** Row numbers whose actual and predicted class are those of the cell. */
export function rowsOfCell(bytes: Uint8Array, { actual, predicted }: MatrixCell): number[] {
  const count = bytes.byteLength / 12;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows: number[] = [];
  for (let index = 0; index < count; index++) {
    const isActual = view.getFloat32((count + index) * 4, true) === actual;
    if (isActual && view.getFloat32((2 * count + index) * 4, true) === predicted)
      rows.push(view.getUint32(index * 4, true));
  }
  return rows;
}
