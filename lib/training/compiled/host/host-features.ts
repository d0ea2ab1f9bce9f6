/** The recipe's tensor form in plain loops: the same arithmetic as on every device, in float32. */
import { planWidth, type ColumnPlan } from "../../../preprocess/recipe";
import type { RawFeatures } from "../../engine";

type NumericPlan = Extract<ColumnPlan, { kind: "numeric" }>;

/**
 * Features [rows, width], row-major. Numeric columns arrive centred, so a missing value becomes (fill − offset) and the rest is one
 * multiplication; a category becomes one 1 among zeros.
 */
export function hostFeatures({ rowCount, plans, columns }: RawFeatures): Float32Array {
  const width = plans.reduce((sum, plan) => sum + planWidth(plan), 0);
  const features = new Float32Array(rowCount * width);
  let start = 0;
  plans.forEach((plan, index) => {
    const place = { features, start, width };
    if (plan.kind === "numeric") placeNumbers(columns[index]!, plan, place);
    else placeCategories(columns[index]!, plan.categories.length, place);
    start += planWidth(plan);
  });
  return features;
}

interface Place {
  readonly features: Float32Array;
  /** The block's first column. */
  readonly start: number;
  readonly width: number;
}

function placeNumbers(column: ArrayLike<number>, plan: NumericPlan, { features, start, width }: Place): void {
  const fill = plan.fill === null ? NaN : Math.fround(plan.fill - plan.offset);
  const factor = Math.fround(plan.factor);
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!;
    features[row * width + start] = (value === value ? value : fill) * factor;
  }
}

/** An unknown category, −1, leaves zeros. */
function placeCategories(codes: ArrayLike<number>, categories: number, { features, start, width }: Place): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code >= 0 && code < categories) features[row * width + start + code] = 1;
  }
}
