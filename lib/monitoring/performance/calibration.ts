/** Calibration of one class's scores, learned on a labelled reference where it is wanted. */
import type { Random } from "../../random";
import { measured, type Measured } from "../../statistics/measured";
import { calibrationNeed, type CalibrationNeed } from "./calibration-need";
import { isotonicFit, isotonicValue, type IsotonicFit } from "./isotonic";

export interface CalibrationOptions {
  /** For the splits that decide about calibration. */
  readonly random: Random;
  /** Calibrate only if it helps (the default), always, or never. */
  readonly calibrate?: "if-better" | "always" | "never";
}

/** Plain data, so that it can be stored with the reference. */
export interface LearnedCalibration {
  /** Null when probabilities are taken as they are. */
  readonly calibration: IsotonicFit | null;
  readonly need: CalibrationNeed;
}

/** Learns from checked scores in [0, 1] and truths 0 or 1. */
export function learnCalibration(
  scores: ArrayLike<number>,
  truth: ArrayLike<number>,
  { random, calibrate = "if-better" }: CalibrationOptions,
): Measured<LearnedCalibration> {
  const need: CalibrationNeed =
    calibrate === "if-better"
      ? calibrationNeed(scores, truth, random)
      : { needed: calibrate === "always", errors: null };
  const fit = need.needed ? isotonicFit(scores, truth) : null;
  if (fit !== null && fit.kind !== "measured") return fit;
  return measured({ calibration: fit && { x: fit.x, y: fit.y }, need });
}

/** The calibrated probability of a score. */
export function calibrated(calibration: IsotonicFit | null, score: number): number {
  return calibration ? isotonicValue(calibration, score) : score;
}
