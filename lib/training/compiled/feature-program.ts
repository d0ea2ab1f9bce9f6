/**
 * The numeric part of a recipe as data that a device can run: one small program per raw column (see `RawFeatures`). The CPU target
 * has it in `kernels/features.ts`, WebGPU in WGSL, and {@link applyFeatureProgram} is what both must equal to the last bit: every
 * operation is one rounding in float32.
 */
import { planWidth, type ColumnPlan } from "../../preprocess/recipe";

export type ColumnProgram =
  /** (x, or `fill` when x is missing) · factor. Numbers arrive centred, so this is scaling as well as min–max. One output. */
  | { readonly kind: "affine"; readonly fill: number; readonly factor: number }
  /** From codes: one output per category, all 0 for a code outside. */
  | { readonly kind: "oneHot"; readonly categories: number }
  /**
   * From numbers: which of the edges.length + 1 intervals between ascending edges holds x (or `fill`), an edge belonging to the
   * interval above it. One output per interval, all 0 when missing; or the interval's number as one output, NaN when missing.
   */
  | { readonly kind: "bin"; readonly fill: number; readonly edges: readonly number[]; readonly oneHot: boolean };

export interface FeatureProgram {
  readonly columns: readonly ColumnProgram[];
  /** Outputs per row. */
  readonly width: number;
}

/** The program of a fitted recipe's columns. A missing number without a fill stays missing (NaN). */
export function featureProgram(plans: readonly ColumnPlan[]): FeatureProgram {
  const columns = plans.map((plan): ColumnProgram => {
    if (plan.kind === "one-hot") return { kind: "oneHot", categories: planWidth(plan) };
    const fill = plan.fill === null ? NaN : plan.fill - plan.offset;
    return { kind: "affine", fill: Math.fround(fill), factor: Math.fround(plan.factor) };
  });
  return { columns, width: columns.reduce((sum, column) => sum + columnWidth(column), 0) };
}

/** Outputs of one column. */
export function columnWidth(column: ColumnProgram): number {
  switch (column.kind) {
    case "affine":
      return 1;
    case "oneHot":
      return column.categories;
    case "bin":
      return column.oneHot ? column.edges.length + 1 : 1;
  }
}

/** Features [rowCount, width], row-major, from raw columns: float32 numbers (NaN is missing) or int32 codes. */
export function applyFeatureProgram(
  program: FeatureProgram,
  columns: readonly ArrayLike<number>[],
  rowCount: number,
): Float32Array {
  const { width } = program;
  const features = new Float32Array(rowCount * width);
  let start = 0;
  program.columns.forEach((column, index) => {
    const raw = columns[index]!;
    for (let row = 0; row < rowCount; row++) placeValue(features, row * width + start, column, raw[row]!);
    start += columnWidth(column);
  });
  return features;
}

/** Float32Array rounds what is stored; the places of other categories are already 0. */
function placeValue(features: Float32Array, at: number, column: ColumnProgram, raw: number): void {
  if (column.kind === "oneHot") {
    if (raw >= 0 && raw < column.categories) features[at + raw] = 1;
    return;
  }
  const value = Number.isNaN(raw) ? Math.fround(column.fill) : raw;
  if (column.kind === "affine") {
    features[at] = value * Math.fround(column.factor);
    return;
  }
  const missing = Number.isNaN(value);
  const bin = column.edges.filter((edge) => value >= Math.fround(edge)).length;
  if (!column.oneHot) features[at] = missing ? NaN : bin;
  else if (!missing) features[at + bin] = 1;
}
