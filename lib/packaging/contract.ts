/** What a package promises those who ask it: its task, its target and its columns. A name serves one contract. */
import type { PackageSignature } from "./package";

/** Where a later package breaks the promise of an earlier one. */
export type ContractDifference =
  | { readonly part: "task"; readonly serves: string; readonly found: string }
  | { readonly part: "target"; readonly serves: string; readonly found: string }
  /** A column that nobody sends, or sends as another type. */
  | { readonly part: "input"; readonly serves: string; readonly found: string };

/**
 * Null when every question that `serves` can answer, `next` can answer too: the same task and target, and no column that `serves` does not
 * take as the same type. Fewer columns break no promise, nor do other classes.
 */
export function contractDifference(serves: PackageSignature, next: PackageSignature): ContractDifference | null {
  if (serves.task !== next.task) return { part: "task", serves: serves.task, found: next.task };
  if (serves.target !== next.target) return { part: "target", serves: serves.target, found: next.target };
  const known = new Map(serves.inputs.map(({ name, type }) => [name, type]));
  const strange = next.inputs.find(({ name, type }) => known.get(name) !== type);
  if (!strange) return null;
  return { part: "input", serves: known.get(strange.name) ?? "", found: strange.name };
}
