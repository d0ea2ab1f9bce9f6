/**
 * One or more metrics over all rows and group by group.
 *
 * Source: Fairlearn's `MetricFrame`: `overall` is over all rows (also those of no group), `byGroup` over each group's own. A metric that
 * cannot be measured in a group says so there; it never becomes a number. Cost: O(rows · metrics).
 */
import { degenerate, measured, type Measured } from "../../statistics/measured";
import type { Metric } from "../metric";
import type { BinaryAnswers, GroupMetric } from "./group-metric";
import { SMALL_GROUP_ROWS, type Grouping } from "./grouping";

export interface ByGroupInput<Name extends string> extends BinaryAnswers {
  readonly grouping: Grouping;
  readonly metrics: Readonly<Record<Name, GroupMetric>>;
  /** Groups with fewer rows are named as small; {@link SMALL_GROUP_ROWS} when absent. */
  readonly smallBelow?: number;
}

export interface GroupResult<Name extends string> {
  readonly name: string;
  readonly values: readonly string[];
  readonly count: number;
  /** Too few rows for its numbers to be trusted. They still count, as in Fairlearn. */
  readonly small: boolean;
  readonly metrics: Readonly<Record<Name, Metric>>;
}

export interface MetricsByGroup<Name extends string> {
  readonly overall: Readonly<Record<Name, Metric>>;
  readonly byGroup: readonly GroupResult<Name>[];
  readonly smallGroups: readonly string[];
}

/** Measures every metric over all rows and over each group. */
export function metricsByGroup<Name extends string>(input: ByGroupInput<Name>): Measured<MetricsByGroup<Name>> {
  const { truth, answers, grouping, metrics, smallBelow = SMALL_GROUP_ROWS } = input;
  if (truth.length !== answers.length || truth.length !== grouping.rowCount) return degenerate("lengths-differ");
  const byGroup = grouping.groups.map(({ name, values, rows }) => ({
    name,
    values,
    count: rows.length,
    small: rows.length < smallBelow,
    metrics: measureAll(metrics, { truth: pick(truth, rows), answers: pick(answers, rows) }),
  }));
  return measured({
    overall: measureAll(metrics, { truth, answers }),
    byGroup,
    smallGroups: byGroup.filter(({ small }) => small).map(({ name }) => name),
  });
}

function measureAll<Name extends string>(
  metrics: Readonly<Record<Name, GroupMetric>>,
  rows: BinaryAnswers,
): Readonly<Record<Name, Metric>> {
  const entries = Object.entries<GroupMetric>(metrics).map(([name, measure]) => [name, measure(rows)] as const);
  return Object.fromEntries(entries) as Record<Name, Metric>;
}

function pick(values: ArrayLike<number>, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}
