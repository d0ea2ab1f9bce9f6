/** Exact counts of a column's distinct numbers while there are few of them: such a column is compared value by value. */

/** Distinct value and its rows, ascending; both zeros are one value. */
export type FewValues = readonly (readonly [value: number, rows: number])[];

/** More distinct values than this are many. */
export const FEW_LIMIT = 20;

/** The counts of finite values in any order; null when there are many. Cost: O(1) for a column without ties, O(n · few) otherwise. */
export function fewOf(values: Float64Array): FewValues | null {
  const seen: number[] = [];
  const rows: number[] = [];
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    let place = 0;
    while (place < seen.length && seen[place] !== value) place++;
    if (place === FEW_LIMIT) return null;
    if (place === seen.length) {
      seen.push(value + 0);
      rows.push(0);
    }
    rows[place]!++;
  }
  return seen.map((value, place) => [value, rows[place]!] as const).sort(([x], [y]) => x - y);
}

/** The values again, ascending. */
export function valuesOfFew(few: FewValues): Float64Array {
  const values = new Float64Array(few.reduce((total, [, rows]) => total + rows, 0));
  let from = 0;
  for (const [value, rows] of few) values.fill(value, from, (from += rows));
  return values;
}

/** The counts of both parts together; null when one has many, or both have many together. */
export function mergeFew(a: FewValues | null, b: FewValues | null): FewValues | null {
  if (!a || !b) return null;
  const sums = new Map(a);
  for (const [value, rows] of b) sums.set(value, (sums.get(value) ?? 0) + rows);
  return sums.size > FEW_LIMIT ? null : [...sums].sort(([x], [y]) => x - y);
}
