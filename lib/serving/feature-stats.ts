/** What the training rows looked like, column by column: what injections are measured in, and what a schema violation is. */
import { ownValue } from "../own-value";
import { valueAt, type CellValue, type Column, type Row, type Table } from "../data/table";

export type ColumnStats =
  | {
      readonly kind: "numeric";
      /** Sample standard deviation (ddof 1); 0 below two values. */
      readonly std: number;
      readonly min: number;
      readonly max: number;
      /** Distinct values, ascending, when they are at most 100: the classes of a numeric label. */
      readonly values: readonly number[];
    }
  | {
      readonly kind: "categorical";
      /** Known categories, most frequent first. */
      readonly values: readonly string[];
    };

export type FeatureStats = ReadonlyMap<string, ColumnStats>;

const MAX_CLASSES = 100;

/** Statistics of every column over the given rows. */
export function featureStats(table: Table, rows: ArrayLike<number>): FeatureStats {
  return new Map([...table.columns].map(([name, column]) => [name, columnStats(column, rows)]));
}

/**
 * Columns of a request that break the schema: an unknown category, a value of the wrong type, or a number further outside the
 * training range than that range is wide. A missing value is not a violation (it is counted on its own).
 */
export function violationsOf(row: Row, features: readonly string[], stats: FeatureStats): readonly string[] {
  return features.filter((name) => {
    const column = stats.get(name);
    return column !== undefined && breaks(ownValue(row, name) ?? null, column);
  });
}

function breaks(value: CellValue, column: ColumnStats): boolean {
  if (value === null) return false;
  if (column.kind === "categorical") return !column.values.includes(String(value));
  if (typeof value !== "number") return true;
  const range = column.max - column.min;
  return value < column.min - range || value > column.max + range;
}

function columnStats(column: Column, rows: ArrayLike<number>): ColumnStats {
  return column.storage === "numeric" ? numericStats(column, rows) : categoricalStats(column, rows);
}

function numericStats(column: Column, rows: ArrayLike<number>): ColumnStats {
  const values: number[] = [];
  for (let index = 0; index < rows.length; index++) {
    const value = valueAt(column, rows[index]!);
    if (typeof value === "number") values.push(value);
  }
  if (values.length === 0) return { kind: "numeric", std: 0, min: 0, max: 0, values: [] };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  return {
    kind: "numeric",
    std: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)),
    min: distinct[0]!,
    max: distinct[distinct.length - 1]!,
    values: distinct.length <= MAX_CLASSES ? distinct : [],
  };
}

function categoricalStats(column: Column, rows: ArrayLike<number>): ColumnStats {
  const counts = new Map<string, number>();
  for (let index = 0; index < rows.length; index++) {
    const value = valueAt(column, rows[index]!);
    if (typeof value === "string") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return { kind: "categorical", values: byCount.map(([value]) => value) };
}
