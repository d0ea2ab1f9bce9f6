/** What a group's rule gives on rows, in expectation over its coin: the rates of probabilities of being selected. Cost: O(rows). */
import { selectionProbability, type GroupThreshold } from "./group-threshold";
import type { GroupScores } from "./tradeoff-curve";

export interface AchievedRates {
  readonly selectionRate: number;
  readonly truePositiveRate: number;
  readonly falsePositiveRate: number;
  readonly accuracy: number;
}

/** Precondition: rows of both classes. */
export function achievedRates({ scores, truth }: GroupScores, rule: GroupThreshold): AchievedRates {
  let [positives, hits, alarms] = [0, 0, 0];
  scores.forEach((score, row) => {
    const probability = selectionProbability(rule, score);
    if (truth[row] === 1) {
      positives++;
      hits += probability;
    } else alarms += probability;
  });
  const negatives = scores.length - positives;
  return {
    selectionRate: (hits + alarms) / scores.length,
    truePositiveRate: hits / positives,
    falsePositiveRate: alarms / negatives,
    accuracy: (hits + negatives - alarms) / scores.length,
  };
}
