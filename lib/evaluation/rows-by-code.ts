/** Row numbers by the code of each row, by counting: O(rows + codes). */

/** The rows of code 0, of code 1, …, in rising order; a row with a negative code is in none. */
export function rowsByCode(codes: Int32Array, count: number): readonly Uint32Array[] {
  const sizes = new Uint32Array(count);
  for (const code of codes) if (code >= 0) sizes[code]! += 1;
  const rows = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(count);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code >= 0) rows[code]![filled[code]!++] = row;
  }
  return rows;
}
