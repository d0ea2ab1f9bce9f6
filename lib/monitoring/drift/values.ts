/** The values of one column as the drift tests read them: all numbers or all texts, nothing missing. */
import type { Column } from "../../data/table";

export type Values =
  | { readonly kind: "numeric"; readonly values: Float64Array }
  | { readonly kind: "categorical"; readonly values: readonly string[] };

/** A column without its missing and infinite values. */
export function presentValues(column: Column): Values {
  if (column.storage === "numeric") return { kind: "numeric", values: finiteValues(column.values) };
  const values: string[] = [];
  for (const code of column.codes) if (code >= 0) values.push(column.categories[code]!);
  return { kind: "categorical", values };
}

/** The finite values: the array itself where all are, which needs no copy. */
function finiteValues(values: Float64Array): Float64Array {
  let kept = 0;
  for (let row = 0; row < values.length; row++) if (Number.isFinite(values[row])) kept++;
  return kept === values.length ? values : values.filter(Number.isFinite);
}

/** How often each distinct value occurs, in order of first appearance. */
export function countValues(values: Values): Map<number | string, number> {
  return values.kind === "numeric" ? countNumbers(values.values) : mapCounts(values.values);
}

/** The same of numbers. */
export function countNumbers(values: Float64Array): Map<number | string, number> {
  return fewCounts(values) ?? mapCounts(values);
}

function mapCounts(values: Iterable<number | string>): Map<number | string, number> {
  const counts = new Map<number | string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Up to this many distinct numbers a walk along a list is quicker than a map. */
const FEW = 16;

/** The counts of a column of few distinct numbers; null as soon as there are more. */
function fewCounts(values: Float64Array): Map<number | string, number> | null {
  const seen = new Float64Array(FEW);
  const counts = new Float64Array(FEW);
  let distinct = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    let place = 0;
    while (place < distinct && seen[place] !== value) place++;
    if (place === FEW) return null;
    if (place === distinct) seen[distinct++] = value;
    counts[place]!++;
  }
  return new Map(Array.from(counts.subarray(0, distinct), (count, place) => [seen[place]!, count]));
}

/** Every distinct value of either column, the reference's first. */
export function unionKeys(
  reference: ReadonlyMap<number | string, number>,
  current: ReadonlyMap<number | string, number>,
): readonly (number | string)[] {
  return [...new Set([...reference.keys(), ...current.keys()])];
}

/** How many distinct numbers the columns hold together, counted no further than `limit`: of a continuous one a few rows decide. */
export function distinctUpTo(columns: readonly Float64Array[], limit: number): number {
  const seen = new Float64Array(limit);
  let distinct = 0;
  for (const values of columns) {
    for (let row = 0; row < values.length && distinct < limit; row++) {
      const value = values[row]!;
      let place = 0;
      while (place < distinct && seen[place] !== value) place++;
      if (place === distinct) seen[distinct++] = value;
    }
  }
  return distinct;
}
