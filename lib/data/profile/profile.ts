/** Per-column summary of a table: what the data grid shows in each header, and what later steps check against. */

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface CategoryCount {
  readonly value: string;
  readonly count: number;
}

export interface NumericProfile {
  readonly kind: "numeric";
  readonly name: string;
  readonly missing: number;
  readonly distinct: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Sample standard deviation (ddof 1); null below two values. */
  readonly std: number | null;
  readonly q25: number | null;
  readonly median: number | null;
  readonly q75: number | null;
  readonly histogram: readonly HistogramBin[];
}

export interface CategoricalProfile {
  readonly kind: "categorical";
  readonly name: string;
  readonly missing: number;
  readonly distinct: number;
  /** The most frequent values, at most 20, by falling count then by name. */
  readonly top: readonly CategoryCount[];
}

export type ColumnProfile = NumericProfile | CategoricalProfile;

export type ProblemCode = "all-missing" | "constant" | "many-missing" | "high-cardinality" | "duplicate-rows";

export interface DataProblem {
  readonly code: ProblemCode;
  readonly column: string | null;
  readonly count: number;
}

export interface Profile {
  readonly columns: readonly ColumnProfile[];
  readonly problems: readonly DataProblem[];
}
