/**
 * Thresholds per group that meet a fairness constraint at the best objective, from scores and labels alone (the model stays as it is).
 *
 * - `demographic_parity`: on each group's hull of (selection rate, objective), the selection rate x that maximises Σₐ P(a) · yₐ(x);
 * - `true_positive_rate_parity` and the other three: the same with that rate for x;
 * - `equalized_odds`: on each group's hull of (FPR, TPR), the FPR x with the best objective at y = minₐ TPRₐ(x); a group above y answers
 *   some rows by a coin that selects with probability x, which moves it straight down to y.
 * Objectives are Fairlearn's: accuracy or balanced accuracy, and where one rate is shared also the selection rate, TPR or TNR. Such a rate
 * alone comes to 1 where enough rows are selected, or few enough, and every parity allows all and none.
 * x runs over gridSize + 1 even steps of [0, 1], rounded as numpy rounds them; the first best one is kept. Where several rules are equally
 * good up to rounding, another implementation may keep another of them.
 * Source: Fairlearn, `ThresholdOptimizer`; Hardt, Price and Srebro, "Equality of opportunity in supervised learning" (2016).
 * Preconditions: every group has rows of both classes. Cost: O(rows log rows + groups · gridSize · hull).
 */
import { requireChoice } from "../../option-range";
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import type { NotMeasured } from "../metric";
import { achievedRates, type AchievedRates } from "./achieved-rates";
import type { GroupThreshold } from "./group-threshold";
import type { Grouping } from "./grouping";
import {
  falsePositiveRate,
  objectivesUnder,
  OBJECTIVES,
  SHARED_RATES,
  truePositiveRate,
  type FairnessConstraint,
  type FairnessObjective,
} from "./threshold-rates";
import { mixAt, tradeoffCurve, type GroupScores, type MixedPoint, type ThresholdRate } from "./tradeoff-curve";

export interface ThresholdOptimiserInput {
  /** 0 or 1. */
  readonly truth: ArrayLike<number>;
  /** Higher is surer of the positive class. */
  readonly scores: ArrayLike<number>;
  readonly grouping: Grouping;
  readonly constraint: FairnessConstraint;
  /** `accuracy_score` when absent; that or `balanced_accuracy_score` with equalized odds, anything else is misuse. */
  readonly objective?: FairnessObjective;
  /** 1000 when absent. */
  readonly gridSize?: number;
  /** Whether a threshold may select the rows below it instead; no when absent. */
  readonly flip?: boolean;
}

export interface NamedRule {
  readonly name: string;
  readonly rule: GroupThreshold;
  /** In expectation, on the rows that it was optimised on. */
  readonly achieved: AchievedRates;
}

export interface OptimisedThresholds {
  readonly groups: readonly NamedRule[];
  /** The objective with these rules, in expectation. */
  readonly objective: number;
  /** What all groups share: the false positive rate with equalized odds, else the rate of the constraint. */
  readonly shared: number;
}

interface NamedScores extends GroupScores {
  readonly name: string;
}

interface Choice {
  readonly rules: readonly GroupThreshold[];
  readonly objective: number;
  readonly shared: number;
}

interface Setting {
  readonly groups: readonly NamedScores[];
  readonly objective: FairnessObjective;
  readonly grid: readonly number[];
  readonly flip: boolean;
}

/** Finds the rules. A group with one class only is `one-class`; rows of no group take no part. */
export function optimiseThresholds(input: ThresholdOptimiserInput): Measured<OptimisedThresholds> {
  const { grouping, constraint, objective = "accuracy_score", gridSize = 1000, flip = false } = input;
  requireChoice("objective", objective, objectivesUnder(constraint));
  const problem = problemOf(input);
  if (problem) return problem;
  const groups = grouping.groups.map(({ name, rows }) => ({
    name,
    scores: Float64Array.from(rows, (row) => input.scores[row]!),
    truth: Float64Array.from(rows, (row) => input.truth[row]!),
  }));
  if (groups.some(({ truth }) => !truth.includes(0) || !truth.includes(1))) return degenerate("one-class");
  const grid = Array.from({ length: gridSize + 1 }, (_, step) => (step === gridSize ? 1 : step * (1 / gridSize)));
  const setting = { groups, objective, grid, flip };
  const { rules, ...found } =
    constraint === "equalized_odds" ? equalizedOddsRules(setting) : singleRateRules(setting, SHARED_RATES[constraint]);
  return measured({
    ...found,
    groups: groups.map((group, index) => {
      const rule = rules[index]!;
      return { name: group.name, rule, achieved: achievedRates(group, rule) };
    }),
  });
}

function singleRateRules({ groups, objective, grid, flip }: Setting, rate: ThresholdRate): Choice {
  const rowCount = groups.reduce((sum, { truth }) => sum + truth.length, 0);
  const hulls = groups.map((group) => tradeoffCurve(group, { x: rate, y: OBJECTIVES[objective], flip }));
  const best = firstBest(grid, (x) =>
    groups.reduce((sum, { truth }, index) => sum + (truth.length / rowCount) * mixAt(hulls[index]!, x).y, 0),
  );
  const rules = hulls.map((hull) => ruleOf(mixAt(hull, best.x), { ignore: 0, constant: 0 }));
  return { rules, objective: best.value, shared: best.x };
}

function equalizedOddsRules({ groups, objective, grid, flip }: Setting): Choice {
  const rowCount = groups.reduce((sum, { truth }) => sum + truth.length, 0);
  const positives = groups.reduce((sum, { truth }) => sum + truth.reduce((labels, label) => labels + label, 0), 0);
  const negatives = rowCount - positives;
  const hulls = groups.map((group) => tradeoffCurve(group, { x: falsePositiveRate, y: truePositiveRate, flip }));
  const lowest = (x: number): number => Math.min(...hulls.map((hull) => mixAt(hull, x).y));
  const best = firstBest(grid, (x) =>
    OBJECTIVES[objective]({
      truePositives: positives * lowest(x),
      falsePositives: negatives * x,
      positives,
      negatives,
    }),
  );
  const y = lowest(best.x);
  const rules = hulls.map((hull) => {
    const point = mixAt(hull, best.x);
    const ignore = point.y === best.x ? 0 : (point.y - y) / (point.y - best.x);
    return ruleOf(point, { ignore, constant: best.x });
  });
  return { rules, objective: best.value, shared: best.x };
}

function firstBest(
  grid: readonly number[],
  value: (x: number) => number,
): { readonly x: number; readonly value: number } {
  return grid
    .map((x) => ({ x, value: value(x) }))
    .reduce((best, candidate) => (candidate.value > best.value ? candidate : best));
}

function ruleOf(
  { y: _, ...mixed }: MixedPoint,
  { ignore, constant }: Pick<GroupThreshold, "ignore" | "constant">,
): GroupThreshold {
  return { ...mixed, ignore, constant };
}

function problemOf({ truth, scores, grouping, gridSize = 1000 }: ThresholdOptimiserInput): NotMeasured | null {
  if (truth.length !== scores.length || truth.length !== grouping.rowCount) return degenerate("lengths-differ");
  if (grouping.groups.length === 0) return notEnoughData(1, 0);
  if (!Number.isInteger(gridSize) || gridSize < 1) return degenerate("out-of-range");
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] !== 0 && truth[row] !== 1) return degenerate("unseen-category");
    if (!Number.isFinite(scores[row])) return degenerate("not-finite");
  }
  return null;
}
