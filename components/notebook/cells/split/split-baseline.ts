/** The dummy's accuracy on the validation part, from the class counts that every split keeps. */
import type { SplitBalance } from "@/lib/data/split/split";

/** Share of validation rows whose class is the most frequent of training; null where there are no classes. */
export function baselineAccuracy(balance: readonly SplitBalance[]): number | null {
  const train = balance.find((part) => part.part === "train");
  const validation = balance.find((part) => part.part === "validation");
  if (!train || !validation || validation.rows === 0 || train.classes.length < 2) return null;
  const mode = train.classes.reduce((best, entry) => (entry.count > best.count ? entry : best));
  const hits = validation.classes.find((entry) => entry.value === mode.value)?.count ?? 0;
  return hits / validation.rows;
}
