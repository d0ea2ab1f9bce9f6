/**
 * Domain classifier: a model learns to tell current rows from reference rows; its area under the ROC curve on rows that it was not trained on
 * says how well that can be done. 0.5: the two cannot be told apart.
 *
 * The model is our own logistic regression on standardised columns, with their squares and products added so that a change of spread or
 * of correlation shows too (`terms: "linear"` leaves them out: cheaper on wide tables). NannyML takes LightGBM: the AUC agrees in meaning, not in
 * digits. Rows are dealt at random into 5 folds with the same share of both sides; every row is scored by the model of the other folds.
 * Drift outside 0.45 … 0.65, NannyML's constant threshold; with a few hundred rows chance alone falls below 0.45 (one stable window in six at
 * 250 against 200 rows), which is no drift that a model could tell: judge small windows by the upper bound.
 * Source: Lopez-Paz and Oquab (2017); NannyML `domain_classifier/calculator.py`.
 * Cost: O(folds · rows · terms²), sides above `maxRows` are sampled. Preconditions, else a named result: 10 finite rows a side, not all constant.
 */
import { permutation, type Random } from "../../../random";
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import type { Bounds } from "../../alerting/threshold";
import { isOutside } from "../../alerting/verdict";
import { mannWhitney } from "../hypothesis/mann-whitney";
import { fitLogisticRegression, logits } from "./logistic-regression";
import { sortedRows, stacked, takeMatrixRows, unusableMatrices, type Matrix } from "./matrix";
import { polynomialTerms, standardised } from "./terms";

export const DOMAIN_CLASSIFIER_THRESHOLD: Bounds = { lower: 0.45, upper: 0.65 };

const FOLDS = 5;
const MIN_ROWS = 10;
const DEFAULT_MAX_ROWS = 5_000;
const RIDGE = 1;

export interface DomainClassifierOptions {
  readonly random: Random;
  /** Default `quadratic`. */
  readonly terms?: "linear" | "quadratic";
  /** Rows a side that are used at most. Default 5,000. */
  readonly maxRows?: number;
  readonly threshold?: Bounds;
}

export interface DomainClassifierResult {
  /** Area under the ROC curve of current against reference, out of fold. */
  readonly auc: number;
  readonly drifted: boolean;
}

/** How well current rows can be told from reference rows. */
export function domainClassifier(
  reference: Matrix,
  current: Matrix,
  options: DomainClassifierOptions,
): Measured<DomainClassifierResult> {
  const refused = unusableMatrices([reference, current], MIN_ROWS);
  if (refused) return refused;
  const { random, terms = "quadratic", maxRows = DEFAULT_MAX_ROWS, threshold = DOMAIN_CLASSIFIER_THRESHOLD } = options;
  const sides = [dealt(reference, maxRows, random), dealt(current, maxRows, random)] as const;
  const scaled = standardised(stacked(...sides));
  if (!scaled) return degenerate("constant");
  const x = terms === "linear" ? scaled : (standardised(polynomialTerms(scaled)) ?? scaled);
  const scores = outOfFoldScores(x, sides[0].rows);
  const auc = areaUnderCurve(scores.slice(0, sides[0].rows), scores.slice(sides[0].rows));
  return measured({ auc, drifted: isOutside(auc, threshold) });
}

/** Rows are in random order on both sides, so that every fifth row is a random fold with the same share of both. */
function outOfFoldScores(x: Matrix, referenceRows: number): Float64Array {
  const scores = new Float64Array(x.rows);
  for (let fold = 0; fold < FOLDS; fold++) {
    const [held, rest]: [number[], number[]] = [[], []];
    for (let row = 0; row < x.rows; row++) {
      const place = row < referenceRows ? row : row - referenceRows;
      (place % FOLDS === fold ? held : rest).push(row);
    }
    const labels = Uint8Array.from(rest, (row) => (row < referenceRows ? 0 : 1));
    const weights = fitLogisticRegression(takeMatrixRows(x, rest), labels, RIDGE);
    const heldScores = logits(takeMatrixRows(x, held), weights);
    held.forEach((row, at) => (scores[row] = heldScores[at]!));
  }
  return scores;
}

/** Share of (current, reference) pairs in which the current row has the higher score, ties by half. */
function areaUnderCurve(reference: Float64Array, current: Float64Array): number {
  const pairs = mannWhitney(current, reference);
  return pairs.kind === "measured" ? pairs.statistic / (reference.length * current.length) : 0.5;
}

function dealt(matrix: Matrix, maxRows: number, random: Random): Matrix {
  return takeMatrixRows(sortedRows(matrix), permutation(matrix.rows, random).slice(0, maxRows));
}
