/**
 * Takes the changes of a counterfactual back as far as the threshold allows, the dearest first: to the nearest candidate that still
 * reaches it, and, where a feature is continuous, on by even sections between the last value that does not and the first that does.
 * Cost: changed features · (values + 150) predictions, in eleven calls a feature.
 */
import type { CounterfactualSearch } from "./counterfactual-search";

/** Ten rounds of sixteen sections: to 10⁻¹² of a change. */
const ROUNDS = 10;
const SECTIONS = 16;

/** A row that still reaches the threshold, no further away in any feature. Precondition: the row reaches it. */
export async function polishCounterfactual(search: CounterfactualSearch, reached: Float64Array): Promise<Float64Array> {
  const cost = (feature: number): number =>
    Math.abs(reached[feature]! - search.from[feature]!) / search.scales[feature]!;
  const order = [...reached.keys()].filter((feature) => cost(feature) > 0).sort((a, b) => cost(b) - cost(a));
  let row = reached;
  for (const feature of order) row = row.with(feature, await nearestValue(search, row, feature));
  return row;
}

async function nearestValue(search: CounterfactualSearch, row: Float64Array, feature: number): Promise<number> {
  const [from, to] = [search.from[feature]!, row[feature]!];
  const between = search.candidates[feature]!.filter(
    (value) => Math.sign(value - from) === Math.sign(to - from) && Math.abs(value - from) < Math.abs(to - from),
  );
  const firstOf = async (values: readonly number[]): Promise<number> => {
    const rows = new Float64Array(values.length * row.length);
    values.forEach((value, index) => rows.set(row.with(feature, value), index * row.length));
    const first = (await search.reach(rows)).findIndex((reach) => reach >= 0);
    return first < 0 ? values.length - 1 : first;
  };
  let tried: readonly number[] = [from, ...between, to];
  let first = await firstOf(tried);
  for (let round = 0; round < ROUNDS && first > 0 && search.continuous[feature]; round++) {
    const [short, enough] = [tried[first - 1]!, tried[first]!];
    const inner = Array.from({ length: SECTIONS - 1 }, (_, part) => short + ((enough - short) * (part + 1)) / SECTIONS);
    tried = [short, ...inner, enough];
    first = 1 + (await firstOf(tried.slice(1)));
  }
  return tried[first]!;
}
