/**
 * Mean error = (1/n) Σ (predicted − actual), in the target's units: above 0 the model answers too high. With it the standard
 * deviation of the errors (divided by n − 1), as in "mean error ± deviation".
 * O(rows).
 */
import type { Measured } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";
import { measuredFinite } from "../metric";
import { problemOfValues, rowFigures, type AnsweredValues } from "./answered-values";

export interface MeanError {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Mean and deviation of the errors; at least 2 rows. */
export function meanError(input: AnsweredValues): Measured<MeanError> {
  const problem = problemOfValues(input, 2);
  if (problem) return problem;
  const errors = rowFigures(input, (truth, predicted) => predicted - truth);
  return measuredFinite({ mean: mean(errors), standardDeviation: standardDeviation(errors, 1) });
}
