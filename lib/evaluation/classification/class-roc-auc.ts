/**
 * ROC AUC of more than two classes. `one-vs-rest`: each class against all others. `one-vs-one` (Hand and Till, 2001): for each pair
 * of classes, on their rows only, the mean of both directions. Then the plain mean (`macro`), or the mean weighted by the share of
 * rows of the class or pair. Source: scikit-learn `roc_auc_score` (`multi_class="ovr" | "ovo"`).
 * O(k · n log n) and O(k² · n log n) for k classes.
 */
import { degenerate } from "../../statistics/measured";
import { metric, type Metric } from "../metric";
import { binaryAuc } from "../roc-auc";
import { problemOfClassProbabilities, type ClassProbabilities } from "./class-probabilities";

export interface ClassRocOptions {
  readonly scheme: "one-vs-rest" | "one-vs-one";
  readonly average: "macro" | "weighted";
}

interface Part {
  readonly auc: number | null;
  readonly weight: number;
}

/** Mean area over classes or pairs; degenerate when a class has no row, or all of them. */
export function classRocAuc(input: ClassProbabilities, { scheme, average }: ClassRocOptions): Metric {
  const problem = problemOfClassProbabilities(input);
  if (problem) return problem;
  const parts = scheme === "one-vs-rest" ? againstRest(input) : againstEachOther(input);
  let sum = 0;
  let total = 0;
  for (const { auc, weight } of parts) {
    if (auc === null) return degenerate("one-class");
    const share = average === "macro" ? 1 : weight;
    sum += share * auc;
    total += share;
  }
  return total === 0 ? degenerate("one-class") : metric(sum / total);
}

function againstRest({ truth, probabilities, classCount }: ClassProbabilities): readonly Part[] {
  return Array.from({ length: classCount }, (_, target) => {
    const scores = Float64Array.from({ length: truth.length }, (_, row) => probabilities[row * classCount + target]!);
    let weight = 0;
    for (let row = 0; row < truth.length; row++) if (truth[row] === target) weight++;
    return { auc: binaryAuc(scores, (row) => truth[row] === target), weight };
  });
}

function againstEachOther(input: ClassProbabilities): readonly Part[] {
  const parts: Part[] = [];
  for (let first = 0; first < input.classCount; first++) {
    for (let second = first + 1; second < input.classCount; second++) parts.push(pairArea(input, first, second));
  }
  return parts;
}

function pairArea({ truth, probabilities, classCount }: ClassProbabilities, first: number, second: number): Part {
  const rows: number[] = [];
  for (let row = 0; row < truth.length; row++) if (truth[row] === first || truth[row] === second) rows.push(row);
  const area = (target: number): number | null =>
    binaryAuc(
      Float64Array.from(rows, (row) => probabilities[row * classCount + target]!),
      (position) => truth[rows[position]!] === target,
    );
  const [forward, backward] = [area(first), area(second)];
  return { auc: forward === null || backward === null ? null : (forward + backward) / 2, weight: rows.length };
}
