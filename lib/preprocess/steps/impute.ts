/** Impute: replaces a missing value by one number or category of the training rows. */
import { AppError } from "../../errors";
import { byText, seenCategories, seenNumbers, type Draft } from "../draft";

export type ImputeStrategy = "mean" | "median" | "mode";

/**
 * Sets the draft's fill. Mean and median need a number (`recipe.step-wrong-type`); of several modes the smallest wins.
 * A column without any training value is `data.column-all-missing`.
 */
export function fitImpute(draft: Draft, rows: Uint32Array, strategy: ImputeStrategy): void {
  if (draft.kind === "numeric") {
    const seen = seenNumbers(draft, rows);
    if (seen.length === 0) throw allMissing(draft.name);
    draft.fill ??= strategy === "mean" ? meanOf(seen) : strategy === "median" ? medianOf(seen) : modeOf(seen);
    return;
  }
  if (strategy !== "mode") throw new AppError("recipe.step-wrong-type", { details: { column: draft.name } });
  const counts = [...seenCategories(draft, rows)].sort(([a, m], [b, n]) => n - m || byText(a, b));
  const mode = counts[0];
  if (!mode) throw allMissing(draft.name);
  draft.fill ??= mode[0];
}

function allMissing(column: string): AppError {
  return new AppError("data.column-all-missing", { details: { column } });
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value, or the mean of the two middle ones. */
function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function modeOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  let best = sorted[0]!;
  let bestCount = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > bestCount) {
      best = sorted[start]!;
      bestCount = end - start;
    }
    start = end;
  }
  return best;
}
