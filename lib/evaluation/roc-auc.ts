/**
 * Area under the ROC curve: the probability that a random positive row scores higher than a random negative one; ties count half.
 * Computed from ranks (Mann–Whitney U), with n₁ positives, n₀ negatives and R₁ the sum of the positives' mean ranks:
 *
 *   AUC = (R₁ − n₁ (n₁ + 1) / 2) / (n₁ · n₀)
 *
 * Two classes: the score of the second class. More: one against the rest, the plain mean over classes ("macro").
 * Source: scikit-learn `roc_auc_score` (`multi_class="ovr", average="macro"`).
 */

/** AUC of scores for a yes-or-no truth; null when all rows are of one kind. */
export function binaryAuc(scores: ArrayLike<number>, positive: (row: number) => boolean): number | null {
  const rows = scores.length;
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort((a, b) => scores[a]! - scores[b]!);
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < rows;) {
    let end = start;
    while (end < rows && scores[order[end]!] === scores[order[start]!]) end++;
    // Ranks count from 1; equal scores share the mean of theirs. NaN equals nothing and still has to advance.
    end = Math.max(end, start + 1);
    const meanRank = (start + 1 + end) / 2;
    for (let index = start; index < end; index++) {
      if (!positive(order[index]!)) continue;
      positives++;
      rankSum += meanRank;
    }
    start = end;
  }
  const negatives = rows - positives;
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/**
 * AUC of class probabilities, row-major [rows, classes], against class indices. Null when a class of the model has no row, or
 * all of them: then it is not defined.
 */
export function rocAuc(probabilities: ArrayLike<number>, actual: ArrayLike<number>, classCount: number): number | null {
  const rows = actual.length;
  const first = classCount === 2 ? 1 : 0;
  let sum = 0;
  for (let target = first; target < classCount; target++) {
    const scores = Float64Array.from({ length: rows }, (_, row) => probabilities[row * classCount + target]!);
    const auc = binaryAuc(scores, (row) => actual[row] === target);
    if (auc === null) return null;
    sum += auc;
  }
  return sum / (classCount - first);
}
