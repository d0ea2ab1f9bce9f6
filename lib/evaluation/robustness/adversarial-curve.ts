/**
 * Accuracy under attack over a grid of radii ε.
 *
 * `accuracy` divides by all rows (as RobustBench does); `accuracyOfCorrect` by the rows that the model answers rightly untouched and
 * counts only those (as ART's `adversarial_accuracy` does). Cost: an attack and a prediction of all rows for each ε.
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { predictClasses, problemOfLabelledRows, type Predict } from "../predict";
import type { Attack, AttackInput } from "./attack";

export interface AdversarialCurveInput extends Omit<AttackInput, "eps"> {
  readonly predict: Predict;
  readonly attack: Attack;
  /** Radii in the units of the inputs, at least 0. */
  readonly epsilons: readonly number[];
  /** Above this score a row of a model with one score is of class 1; 0.5 when absent. */
  readonly threshold?: number;
}

export interface AdversarialPoint {
  readonly eps: number;
  readonly accuracy: number;
  /** Null when the model answers no row rightly untouched. */
  readonly accuracyOfCorrect: number | null;
}

export interface AdversarialCurve {
  readonly cleanAccuracy: number;
  /** In the order of the radii. */
  readonly points: readonly AdversarialPoint[];
}

/** Attacks at every radius. Targets are class indices. */
export async function adversarialCurve(input: AdversarialCurveInput): Promise<Measured<AdversarialCurve>> {
  const { data, predict, attack, epsilons, threshold, gradients, box } = input;
  const problem = problemOfLabelledRows(data);
  if (problem) return problem;
  if (epsilons.length === 0) return notEnoughData(1, 0);
  if (!epsilons.every((eps) => eps >= 0 && eps < Infinity)) return degenerate("out-of-range");
  const rightRows = async (rows: Float64Array): Promise<readonly boolean[] | null> => {
    const classes = await predictClasses(predict, { rows, width: data.width }, threshold);
    if (classes.some(Number.isNaN)) return null;
    return Array.from(classes, (answer, row) => answer === data.targets[row]);
  };
  const clean = await rightRows(data.rows);
  if (clean === null) return degenerate("not-finite");
  const correct = clean.filter(Boolean).length;
  const points: AdversarialPoint[] = [];
  for (const eps of epsilons) {
    const attacked = await attack({ data, gradients, eps, ...(box === undefined ? {} : { box }) });
    if (!attacked.every(Number.isFinite)) return degenerate("not-finite");
    const still = await rightRows(attacked);
    if (still === null) return degenerate("not-finite");
    const stillCorrect = still.filter((right, row) => right && clean[row]).length;
    points.push({
      eps,
      accuracy: still.filter(Boolean).length / still.length,
      accuracyOfCorrect: correct === 0 ? null : stillCorrect / correct,
    });
  }
  return measured({ cleanAccuracy: correct / clean.length, points });
}
