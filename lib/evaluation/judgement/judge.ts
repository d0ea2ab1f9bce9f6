/** Judges a classifier's answers on rows with a truth. */
import type { Column } from "../../data/table";
import type { Answered } from "../answered";
import type { BinaryScores } from "../classification/binary-scores";
import { calibrationCurve } from "../classification/calibration-curve";
import { precisionRecallCurve } from "../classification/precision-recall-curve";
import { rocArea } from "../classification/roc-area";
import { scoreSteps, type ScoreSteps } from "../classification/score-steps";
import { rightMarks } from "../row-figures";
import { rowsByCode } from "../rows-by-code";
import { cutColumn } from "../slice-rows";
import type { Calibration, GroupedColumn, Judgement, ThresholdCurve } from "./judgement";
import { thresholdsOf } from "./thresholds";

export interface JudgeInput extends Answered {
  /** The sensitive columns of the same rows, by name. */
  readonly sensitive: ReadonlyMap<string, Column>;
}

/** Ranges that a sensitive column of numbers is cut into. */
const RANGES = 4;

/**
 * The judgement; null for numbers, and where it is not defined: no rows, or of two classes only one among the rows.
 * The positive class of two is the second one. O(rows · columns + thresholds · groups).
 */
export function judge({ predictions, actual, sensitive }: JudgeInput): Judgement | null {
  if (predictions.kind !== "classes" || actual.kind !== "classes") return null;
  const { classes, probabilities, labels } = predictions;
  if (classes.length === 2 && actual.classes.length === 2) {
    const truth = actual.labels.map((label) => (label === 1 ? 1 : 0));
    const scores = Float64Array.from(truth, (_, row) => probabilities[2 * row + 1]!);
    return judgeBinary({ truth, scores }, { positiveClass: classes[1]!, sensitive });
  }
  const truth = rightMarks(labels, actual.labels);
  const scores = Float64Array.from(truth, (_, row) => probabilities[row * classes.length + labels[row]!] ?? NaN);
  const calibration = calibrationOf({ truth, scores });
  return calibration && { kind: "multiclass", calibration };
}

function judgeBinary(
  rows: BinaryScores,
  { positiveClass, sensitive }: { readonly positiveClass: string; readonly sensitive: JudgeInput["sensitive"] },
): Judgement | null {
  const area = rocArea(rows);
  const curve = precisionRecallCurve(rows);
  const calibration = calibrationOf(rows);
  if (area.kind !== "measured" || curve.kind !== "measured" || !calibration) return null;
  const steps = scoreSteps(rows);
  const thresholds = thresholdsOf(steps);
  return {
    kind: "binary",
    positiveClass,
    thresholds,
    overall: countAt(steps, thresholds),
    columns: [...sensitive].map(([name, column]) => groupsOf(rows, { name, column, thresholds })),
    rocArea: area.value,
    averagePrecision: curve.averagePrecision,
    calibration,
  };
}

function calibrationOf(rows: BinaryScores): Calibration | null {
  const curve = calibrationCurve(rows);
  return curve.kind === "measured" ? { bins: curve.bins, ece: curve.ece } : null;
}

function groupsOf(
  { truth, scores }: BinaryScores,
  of: { readonly name: string; readonly column: Column; readonly thresholds: readonly number[] },
): GroupedColumn {
  const { name, column, thresholds } = of;
  const { names, codes } = cutColumn(name, column, RANGES);
  const members = rowsByCode(codes, names.length);
  const held = new Set(names.map((group) => (group.kind === "category" ? group.category : null)));
  return {
    column: name,
    groups: names.map((group, code) => {
      const rows = members[code]!;
      const own = {
        truth: Float64Array.from(rows, (row) => truth[row]!),
        scores: Float64Array.from(rows, (row) => scores[row]!),
      };
      return { name: group, ...countAt(scoreSteps(own), thresholds) };
    }),
    empty: column.storage === "dictionary" ? column.categories.filter((category) => !held.has(category)) : [],
  };
}

/** Counts of rows with a score of at least each threshold; both lists are walked once, from the highest down. */
function countAt(steps: ScoreSteps, thresholds: readonly number[]): ThresholdCurve {
  let next = 0;
  const falling = [...thresholds].reverse().map((threshold) => {
    while (next < steps.thresholds.length && steps.thresholds[next]! >= threshold) next++;
    return {
      truePositives: next === 0 ? 0 : steps.truePositives[next - 1]!,
      falsePositives: next === 0 ? 0 : steps.falsePositives[next - 1]!,
    };
  });
  return { positives: steps.positives, negatives: steps.negatives, counts: falling.reverse() };
}
