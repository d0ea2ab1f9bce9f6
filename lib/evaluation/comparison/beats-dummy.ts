/**
 * Whether a model is better than a dummy on the same rows, by more than chance: McNemar's exact test of class answers, Wilcoxon's
 * signed-rank test of absolute errors, both two-sided. `advantage` is above 0 when the model is the better one: in accuracy for
 * classes, in mean absolute error (the target's units) for numbers.
 */
import { measured, type Measured } from "../../statistics/measured";
import { mean } from "../../statistics/moments";
import { measuredFinite } from "../metric";
import { problemOfValues } from "../regression/answered-values";
import { absoluteRowErrors } from "../row-figures";
import { differencesOf } from "./differences";
import { compareAnswers } from "./mcnemar";
import { wilcoxonSignedRank } from "./wilcoxon";

export interface DummyComparison {
  readonly advantage: number;
  readonly p: number;
  /** `better` and `worse` at the level asked for; otherwise the rows do not tell. */
  readonly verdict: "better" | "worse" | "no-difference";
}

interface Answered {
  readonly truth: ArrayLike<number>;
  readonly model: ArrayLike<number>;
  readonly dummy: ArrayLike<number>;
}

/** Class answers against a dummy's. Answers that never differ in being right are no difference, with p = 1. */
export function answersBeatDummy({ truth, model, dummy }: Answered, level = 0.05): Measured<DummyComparison> {
  const test = compareAnswers({ truth, first: model, second: dummy });
  if (test.kind === "not-enough-data" && truth.length > 0) return measured(verdictOf(0, 1, level));
  if (test.kind !== "measured") return test;
  const advantage = (test.onlyFirstRight - test.onlySecondRight) / truth.length;
  return measured(verdictOf(advantage, test.exactP, level));
}

/** Predicted numbers against a dummy's. Errors that are all equal are no difference, with p = 1. */
export function valuesBeatDummy({ truth, model, dummy }: Answered, level = 0.05): Measured<DummyComparison> {
  const problem = problemOfValues({ truth, predicted: model }) ?? problemOfValues({ truth, predicted: dummy });
  if (problem) return problem;
  const gains = differencesOf(absoluteRowErrors(dummy, truth), absoluteRowErrors(model, truth));
  if (gains.kind !== "measured") return gains;
  const test = wilcoxonSignedRank(gains.differences);
  if (test.kind === "not-enough-data") return measured(verdictOf(0, 1, level));
  return test.kind === "measured" ? measuredFinite(verdictOf(mean(gains.differences), test.p, level)) : test;
}

function verdictOf(advantage: number, p: number, level: number): DummyComparison {
  return { advantage, p, verdict: p > level || advantage === 0 ? "no-difference" : advantage > 0 ? "better" : "worse" };
}
