/** The profile of a table: one look at each column, and the problems a person should know before training. */
import { histogramOf } from "./histogram";
import { countDuplicateRows } from "./duplicate-rows";
import type { CategoricalProfile, ColumnProfile, DataProblem, NumericProfile, Profile } from "./profile";
import type { Schema } from "../schema";
import { columnOf, type DictionaryColumn, type NumericColumn, type Table } from "../table";

const TOP_VALUES = 20;
/** Above this share of missing values a column is reported. */
const MANY_MISSING_SHARE = 0.3;
/** Above this number of categories a one-hot code is more columns than information. */
const HIGH_CARDINALITY = 50;

/** Profiles every column of the schema. Quantiles interpolate linearly (type 7 of Hyndman and Fan, as NumPy does). */
export function profileTable(table: Table, schema: Schema): Profile {
  const columns = schema.map(({ name }) => {
    const column = columnOf(table, name);
    return column.storage === "numeric" ? numericProfile(name, column) : categoricalProfile(name, column);
  });
  const problems = schema.flatMap(({ type }, index) =>
    columnProblems(columns[index]!, table.rowCount, type === "category"),
  );
  const duplicates = countDuplicateRows(table);
  if (duplicates > 0) problems.push({ code: "duplicate-rows", column: null, count: duplicates });
  return { columns, problems };
}

function numericProfile(name: string, column: NumericColumn): NumericProfile {
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort();
  const count = sorted.length;
  const missing = column.values.length - count;
  if (count === 0) {
    const none = { min: null, max: null, mean: null, std: null, q25: null, median: null, q75: null };
    return { kind: "numeric", name, missing, distinct: 0, ...none, histogram: [] };
  }
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    kind: "numeric",
    name,
    missing,
    distinct: distinctOf(sorted),
    min: sorted[0]!,
    max: sorted[count - 1]!,
    mean,
    std: count < 2 ? null : Math.sqrt(squares / (count - 1)),
    q25: quantileOf(sorted, 0.25),
    median: quantileOf(sorted, 0.5),
    q75: quantileOf(sorted, 0.75),
    histogram: histogramOf(sorted),
  };
}

function categoricalProfile(name: string, column: DictionaryColumn): CategoricalProfile {
  const counts = new Float64Array(column.categories.length);
  let missing = 0;
  for (const code of column.codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  const present = column.categories
    .map((value, code) => ({ value, count: counts[code]! }))
    .filter((entry) => entry.count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { kind: "categorical", name, missing, distinct: present.length, top: present.slice(0, TOP_VALUES) };
}

function columnProblems(column: ColumnProfile, rowCount: number, category: boolean): DataProblem[] {
  const { name, missing, distinct } = column;
  if (missing === rowCount) return [{ code: "all-missing", column: name, count: missing }];
  const problems: DataProblem[] = [];
  if (distinct === 1) problems.push({ code: "constant", column: name, count: rowCount - missing });
  if (missing > rowCount * MANY_MISSING_SHARE) problems.push({ code: "many-missing", column: name, count: missing });
  if (category && distinct > HIGH_CARDINALITY)
    problems.push({ code: "high-cardinality", column: name, count: distinct });
  return problems;
}

function distinctOf(sorted: Float64Array): number {
  let distinct = 0;
  for (let index = 0; index < sorted.length; index++)
    if (index === 0 || sorted[index] !== sorted[index - 1]) distinct++;
  return distinct;
}

/** The quantile of sorted values at a share in [0, 1]; NaN for none. */
export function quantileOf(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return NaN;
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}
