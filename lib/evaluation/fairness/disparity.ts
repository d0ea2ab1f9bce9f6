/**
 * How far a metric is apart between groups: group_min, group_max, difference and ratio.
 *
 * - `between_groups`: difference = max − min, ratio = min / max over the groups;
 * - `to_overall`: difference = maxᵍ |mᵍ − overall|, ratio = minᵍ of mᵍ / overall, inverted where it is above 1.
 * Source: Fairlearn, `MetricFrame.difference` and `.ratio`. A group in which the metric cannot be measured is left out and named; at
 * least two must be left (Fairlearn gives difference 0 for a single group). Where
 * the metric cannot be measured over all rows, neither can its disparity. Cost: O(groups).
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import type { MetricsByGroup } from "./by-group";

export type DisparityMethod = "between_groups" | "to_overall";

export interface Disparity {
  readonly value: number;
  /** The group that gave the extreme: the lowest one between groups, the one furthest from all rows to overall. */
  readonly group: string;
  /** The group it is compared with; null where that is all rows. */
  readonly other: string | null;
  /** Groups in which the metric cannot be measured. */
  readonly leftOut: readonly string[];
}

export interface DisparityInput<Name extends string> {
  readonly frame: MetricsByGroup<Name>;
  readonly metric: Name;
  /** `between_groups` when absent. */
  readonly method?: DisparityMethod;
}

interface GroupValue {
  readonly name: string;
  readonly value: number;
}

/** The lowest value of a metric, and its group. */
export function groupMin<Name extends string>(input: DisparityInput<Name>): Measured<GroupValue> {
  return extremes(input, ({ low }) => low);
}

/** The highest value of a metric, and its group. */
export function groupMax<Name extends string>(input: DisparityInput<Name>): Measured<GroupValue> {
  return extremes(input, ({ high }) => high);
}

/** The largest difference of a metric; 0 is equality. */
export function disparityDifference<Name extends string>(input: DisparityInput<Name>): Measured<Disparity> {
  const overall = input.frame.overall[input.metric];
  if (overall.kind !== "measured") return overall;
  const { values, leftOut } = measuredGroups(input);
  if (values.length < 2) return notEnoughData(2, values.length);
  if (input.method === "to_overall") {
    const gaps = values.map(({ name, value }) => ({ name, value: Math.abs(value - overall.value) }));
    const { high } = range(gaps);
    return measured({ value: high.value, group: high.name, other: null, leftOut });
  }
  const { low, high } = range(values);
  return measured({ value: high.value - low.value, group: low.name, other: high.name, leftOut });
}

/** The smallest ratio of a metric; 1 is equality. All groups (or all rows) at 0 are `zero-denominator`. */
export function disparityRatio<Name extends string>(input: DisparityInput<Name>): Measured<Disparity> {
  const overall = input.frame.overall[input.metric];
  if (overall.kind !== "measured") return overall;
  const { values, leftOut } = measuredGroups(input);
  if (values.length < 2) return notEnoughData(2, values.length);
  if (input.method === "to_overall") {
    if (overall.value === 0) return degenerate("zero-denominator");
    const { low } = range(values.map(({ name, value }) => ({ name, value: belowOne(value / overall.value) })));
    return measured({ value: low.value, group: low.name, other: null, leftOut });
  }
  const { low, high } = range(values);
  if (high.value === 0) return degenerate("zero-denominator");
  return measured({ value: low.value / high.value, group: low.name, other: high.name, leftOut });
}

function belowOne(ratio: number): number {
  return ratio > 1 ? 1 / ratio : ratio;
}

function measuredGroups<Name extends string>({ frame, metric }: DisparityInput<Name>) {
  const values: GroupValue[] = [];
  const leftOut: string[] = [];
  for (const { name, metrics } of frame.byGroup) {
    const result = metrics[metric];
    if (result.kind === "measured") values.push({ name, value: result.value });
    else leftOut.push(name);
  }
  return { values, leftOut };
}

function extremes<Name extends string>(
  input: DisparityInput<Name>,
  choose: (bounds: { readonly low: GroupValue; readonly high: GroupValue }) => GroupValue,
): Measured<GroupValue> {
  const { values } = measuredGroups(input);
  return values.length === 0 ? notEnoughData(1, 0) : measured(choose(range(values)));
}

/** The first of equals. Precondition: at least one value. */
function range(values: readonly GroupValue[]): { readonly low: GroupValue; readonly high: GroupValue } {
  return {
    low: values.reduce((best, entry) => (entry.value < best.value ? entry : best)),
    high: values.reduce((best, entry) => (entry.value > best.value ? entry : best)),
  };
}
