/** One-hot: one output per category, 1 where the row has it, else 0. Unknown and missing categories give all zeros. */
import { byText, seenCategories, type CategoricalDraft } from "../draft";

/** Sets the draft's categories: the `maxCategories` most frequent of the training rows, in order of name. */
export function fitOneHot(draft: CategoricalDraft, rows: Uint32Array, maxCategories: number): void {
  const counts = [...seenCategories(draft, rows)].sort(([a, m], [b, n]) => n - m || byText(a, b));
  draft.categories = counts
    .slice(0, maxCategories)
    .map(([category]) => category)
    .sort(byText);
}
