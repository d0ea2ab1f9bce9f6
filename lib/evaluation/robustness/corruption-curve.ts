/**
 * A score over growing corruption of the inputs: what the noise and the missing-value curves share.
 *
 * Each repeat draws its own corruption once and applies it at every level, so that a curve shows the level and not the luck of the draw.
 * The deviation is over the repeats, with divisor K. Cost: levels · repeats predictions of all rows.
 */
import type { Random } from "../../random";
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";
import type { Metric } from "../metric";
import { problemOfLabelledRows, type LabelledRows, type Predict } from "../predict";

export interface CorruptionInput {
  readonly predict: Predict;
  readonly data: LabelledRows;
  /** A score of predictions (as the model gives them) against targets. */
  readonly score: (predictions: Float64Array, targets: Float64Array) => Metric | Promise<Metric>;
  /** How strong the corruption is, at least 0; what the number means is the curve's. */
  readonly levels: readonly number[];
  /** 5 when absent. */
  readonly repeats?: number;
  readonly random: Random;
}

export interface CorruptionPoint {
  readonly level: number;
  readonly mean: number;
  readonly deviation: number;
}

export interface CorruptionCurve {
  /** The score on the rows as they are. */
  readonly clean: number;
  readonly points: readonly CorruptionPoint[];
}

/** Draws one repeat's corruption, and gives the rows at any level of it. */
export type Corruption = (data: LabelledRows, random: Random) => (level: number) => Float64Array;

/** Measures the score at every level. */
export async function corruptionCurve(
  input: CorruptionInput,
  corruption: Corruption,
): Promise<Measured<CorruptionCurve>> {
  const { data, levels, repeats = 5, random, predict, score } = input;
  const problem = problemOfLabelledRows(data);
  if (problem) return problem;
  if (levels.length === 0 || repeats < 1) return notEnoughData(1, 0);
  if (!levels.every((level) => level >= 0 && level < Infinity)) return degenerate("out-of-range");
  const clean = await score(await predict(data.rows, data.width), data.targets);
  if (clean.kind !== "measured") return clean;
  if (!Number.isFinite(clean.value)) return degenerate("not-finite");
  const scores = levels.map((): number[] => []);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const at = corruption(data, random.fork(String(repeat)));
    for (const [place, level] of levels.entries()) {
      const result = await score(await predict(at(level), data.width), data.targets);
      if (result.kind !== "measured") return result;
      if (!Number.isFinite(result.value)) return degenerate("not-finite");
      scores[place]!.push(result.value);
    }
  }
  return measured({
    clean: clean.value,
    points: levels.map((level, place) => ({
      level,
      mean: mean(scores[place]!),
      deviation: standardDeviation(scores[place]!),
    })),
  });
}
