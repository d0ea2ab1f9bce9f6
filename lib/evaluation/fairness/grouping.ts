/**
 * Rows by group: one sensitive feature, or the intersections of several.
 *
 * A group is a combination of values that some row has; the other combinations are named as empty. A row without a value (null) in any
 * of the features belongs to no group, and is counted. Cost: O(rows · features).
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { rowsByCode } from "../rows-by-code";

/** Fewer rows than this make a group small: its rates are then known to no better than about ±0.18. */
export const SMALL_GROUP_ROWS = 30;

export interface SensitiveFeature {
  readonly name: string;
  readonly values: readonly (string | null)[];
}

export interface Group {
  /** The values of the features, in their order. */
  readonly values: readonly string[];
  /** The values in one word, for tables: `A`, or `A & old`. */
  readonly name: string;
  readonly rows: Uint32Array;
}

export interface Grouping {
  readonly features: readonly string[];
  readonly rowCount: number;
  /** In the order of their values. */
  readonly groups: readonly Group[];
  /** Names of the combinations without a row. */
  readonly empty: readonly string[];
  /** Rows without a value in some feature. */
  readonly ungroupedRows: number;
}

/** The groups of one sensitive feature, or all intersections of several. */
export function groupRows(features: readonly SensitiveFeature[]): Measured<Grouping> {
  const rowCount = features[0]?.values.length ?? 0;
  if (features.some(({ values }) => values.length !== rowCount)) return degenerate("lengths-differ");
  if (rowCount === 0) return notEnoughData(1, 0);
  const levels = features.map(({ values }) => [...new Set(values.filter((value) => value !== null))].sort());
  const codes = combinationCodes(features, levels);
  const combinations = levels.reduce<readonly (readonly string[])[]>(
    (made, level) => made.flatMap((values) => level.map((value) => [...values, value])),
    [[]],
  );
  const members = rowsByCode(codes, combinations.length);
  const all = combinations.map((values, code) => ({ values, name: values.join(" & "), rows: members[code]! }));
  return measured({
    features: features.map(({ name }) => name),
    rowCount,
    groups: all.filter(({ rows }) => rows.length > 0),
    empty: all.filter(({ rows }) => rows.length === 0).map(({ name }) => name),
    ungroupedRows: codes.reduce((count, code) => count + Number(code < 0), 0),
  });
}

/** The place of each row's combination among all of them; -1 for a row without a value. */
function combinationCodes(features: readonly SensitiveFeature[], levels: readonly (readonly string[])[]): Int32Array {
  const codes = new Int32Array(features[0]!.values.length);
  features.forEach(({ values }, index) => {
    const level = levels[index]!;
    const place = new Map(level.map((value, code) => [value, code]));
    for (let row = 0; row < codes.length; row++) {
      const value = values[row] ?? null;
      codes[row] = value === null || codes[row]! < 0 ? -1 : codes[row]! * level.length + place.get(value)!;
    }
  });
  return codes;
}
