/** The float64 reference of a fitted recipe: every other form (tensors, ONNX) must agree with it. */
import { columnOf, type Table } from "../data/table";
import { requireDictionary, requireNumeric } from "./feature-column";
import { categoryPositions, missingNotImputed } from "./raw-features";
import { planWidth, type ColumnPlan, type FittedRecipe } from "./recipe";

export interface Features {
  /** Row-major [rowCount, width]. */
  readonly features: Float64Array;
  readonly width: number;
  readonly rowCount: number;
}

/**
 * Applies a recipe to the given rows (all rows when absent), in float64.
 * Numbers: (value − offset) × factor, missing ones filled first. Categories: one-hot, unknown ones all zeros.
 * Throws `data.column-missing`, `recipe.step-wrong-type`, or `recipe.missing-not-imputed`.
 */
export function applyRecipe(recipe: FittedRecipe, table: Table, rows?: ArrayLike<number>): Features {
  const rowCount = rows?.length ?? table.rowCount;
  const width = recipe.features.reduce((sum, plan) => sum + planWidth(plan), 0);
  const features = new Float64Array(rowCount * width);
  let start = 0;
  for (const plan of recipe.features) {
    writeFeature({ features, width, start, rowCount, rows, plan, table });
    start += planWidth(plan);
  }
  return { features, width, rowCount };
}

interface FeatureTask {
  readonly features: Float64Array;
  readonly width: number;
  /** First output of this plan within a row. */
  readonly start: number;
  readonly rowCount: number;
  readonly rows: ArrayLike<number> | undefined;
  readonly plan: ColumnPlan;
  readonly table: Table;
}

function writeFeature({ features, width, start, rowCount, rows, plan, table }: FeatureTask): void {
  const column = columnOf(table, plan.column);
  const rowOf = (index: number): number => (rows ? rows[index]! : index);
  if (plan.kind === "numeric") {
    const { values } = requireNumeric(column, plan.column);
    for (let index = 0; index < rowCount; index++) {
      const value = values[rowOf(index)]!;
      const filled = Number.isNaN(value) ? plan.fill : value;
      if (filled === null) throw missingNotImputed(plan.column);
      features[index * width + start] = (filled - plan.offset) * plan.factor;
    }
    return;
  }
  const { codes, categories } = requireDictionary(column, plan.column);
  const positions = categoryPositions(plan.categories, categories);
  const fill = plan.fill === null ? -1 : plan.categories.indexOf(plan.fill);
  for (let index = 0; index < rowCount; index++) {
    const code = codes[rowOf(index)]!;
    const position = code < 0 ? fill : positions[code]!;
    if (position >= 0) features[index * width + start + position] = 1;
  }
}
