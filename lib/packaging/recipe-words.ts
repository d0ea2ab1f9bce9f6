/** A recipe in words, for the model card: what happens to each column before the network sees it. */
import type { ColumnPlan, FittedRecipe, TargetPlan } from "../preprocess/recipe";

/** Wide data (images) would drown the card: beyond this, columns that are treated alike share one line. */
const MAX_LINES = 30;

/** One Markdown list item per feature, and one for the target. */
export function recipeInWords(recipe: FittedRecipe): readonly string[] {
  const features = recipe.features.map((plan) => `- \`${plan.column}\`: ${planInWords(plan)}`);
  const target = `- target \`${recipe.target.column}\`: ${targetInWords(recipe.target)}`;
  return [...(features.length > MAX_LINES ? summary(recipe.features) : features), target];
}

function planInWords(plan: ColumnPlan): string {
  if (plan.kind === "numeric") {
    const fill = plan.fill === null ? "" : `missing becomes ${plan.fill}; `;
    return `${fill}(value − ${plan.offset}) × ${plan.factor}`;
  }
  const fill = plan.fill === null ? "missing gives zeros" : `missing becomes "${plan.fill}"`;
  return `${fill}; one-hot of ${plan.categories.length} categories, unknown ones give zeros`;
}

function targetInWords(target: TargetPlan): string {
  if (target.kind === "number") return `answer × ${target.scale} + ${target.offset}`;
  return `one of ${target.classes.map((name) => `"${name}"`).join(", ")}`;
}

function summary(plans: readonly ColumnPlan[]): readonly string[] {
  const numeric = plans.filter((plan) => plan.kind === "numeric").length;
  const lines = [
    `- ${numeric} number columns: missing values filled where the recipe says so, then centred and scaled`,
  ];
  if (numeric < plans.length) lines.push(`- ${plans.length - numeric} category columns: one-hot`);
  return [...lines, "- every constant is in `recipe.json`"];
}
