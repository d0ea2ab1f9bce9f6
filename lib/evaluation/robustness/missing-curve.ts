/**
 * Score as values go missing: each cell is lost with probability `level`, independently (missing completely at random), and the model
 * sees what stands in for it: what the recipe fills in, or NaN for a model that takes missing values. A cell lost at one level is lost at
 * every higher one. Source: Rubin, "Inference and missing data" (1976), for the mechanism. Cost: see {@link corruptionCurve}.
 */
import { degenerate, type Measured } from "../../statistics/measured";
import { corruptionCurve, type CorruptionCurve, type CorruptionInput } from "./corruption-curve";

export interface MissingCurveInput extends CorruptionInput {
  /** One value for each feature. */
  readonly fill: Float64Array;
}

/** Levels are shares of cells, 0 to 1. */
export async function missingCurve(input: MissingCurveInput): Promise<Measured<CorruptionCurve>> {
  const { fill, data, levels } = input;
  if (fill.length !== data.width) return degenerate("lengths-differ");
  if (levels.some((level) => level > 1)) return degenerate("out-of-range");
  return corruptionCurve(input, ({ rows, width }, random) => {
    const lostAbove = rows.map(() => random.next());
    return (level) => rows.map((value, cell) => (lostAbove[cell]! < level ? fill[cell % width]! : value));
  });
}
