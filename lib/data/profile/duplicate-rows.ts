/** Rows that repeat an earlier row in every column. */
import type { Column, Table } from "../table";

/** How many rows equal an earlier one; missing equals missing. Rows are found by hash (FNV-1a) and then compared. */
export function countDuplicateRows(table: Table): number {
  const columns = [...table.columns.values()];
  const hashes = hashRows(columns, table.rowCount);
  const seen = new Map<number, number[]>();
  let duplicates = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const hash = hashes[row]!;
    const earlier = seen.get(hash);
    if (!earlier) seen.set(hash, [row]);
    else if (earlier.some((other) => columns.every((column) => equalAt(column, row, other)))) duplicates++;
    else earlier.push(row);
  }
  return duplicates;
}

function hashRows(columns: readonly Column[], rowCount: number): Uint32Array {
  const hashes = new Uint32Array(rowCount).fill(0x811c9dc5);
  for (const column of columns) {
    const words = column.storage === "numeric" ? numberWords(column.values) : column.codes;
    for (let row = 0; row < rowCount; row++) hashes[row] = Math.imul(hashes[row]! ^ words[row]!, 0x01000193);
  }
  return hashes;
}

/** Both halves of each number's bits folded into one word. */
function numberWords(values: Float64Array): Int32Array {
  const number = new Float64Array(1);
  const bits = new Int32Array(number.buffer);
  return Int32Array.from(values, (value) => {
    number[0] = Number.isNaN(value) ? NaN : value + 0;
    return bits[0]! ^ Math.imul(bits[1]!, 0x9e3779b1);
  });
}

function equalAt(column: Column, row: number, other: number): boolean {
  if (column.storage === "dictionary") return column.codes[row] === column.codes[other];
  const [a, b] = [column.values[row]!, column.values[other]!];
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
