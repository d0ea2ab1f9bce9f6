/**
 * Score under Gaussian noise: x′ = x + level · σⱼ · z, z ~ N(0, 1) for each cell, σⱼ the standard deviation (divisor n) of feature j in
 * the rows. A level of 0.1 is a tenth of each feature's own spread; a constant feature stays as it is.
 * Source: Hendrycks and Dietterich, "Benchmarking neural network robustness to common corruptions and perturbations" (2019), for
 * severities of one corruption. Cost: see {@link corruptionCurve}.
 */
import type { Measured } from "../../statistics/measured";
import type { LabelledRows } from "../predict";
import { corruptionCurve, type CorruptionCurve, type CorruptionInput } from "./corruption-curve";

/** Levels are in standard deviations of each feature. */
export function noiseCurve(input: CorruptionInput): Promise<Measured<CorruptionCurve>> {
  return corruptionCurve(input, (data, random) => {
    const spreads = deviations(data);
    const noise = data.rows.map((_, cell) => spreads[cell % data.width]! * random.normal());
    return (level) => data.rows.map((value, cell) => value + level * noise[cell]!);
  });
}

/** Around the first value, so that a constant feature has 0 to the last bit. */
function deviations({ rows, width }: LabelledRows): Float64Array {
  const count = rows.length / width;
  return Float64Array.from({ length: width }, (_, feature) => {
    const first = rows[feature]!;
    let [mean, squares] = [0, 0];
    for (let cell = feature; cell < rows.length; cell += width) mean += (rows[cell]! - first) / count;
    for (let cell = feature; cell < rows.length; cell += width) squares += (rows[cell]! - first - mean) ** 2;
    return Math.sqrt(squares / count);
  });
}
