/** A quantile sketch as JSON and back, without loss (but −0 comes back as 0). */
import type { QuantileSketch } from "./quantile-sketch";

export interface QuantileSketchJson extends Omit<QuantileSketch, "levels" | "low" | "high"> {
  /** null before the first row: JSON knows no infinity. */
  readonly low: number | null;
  readonly high: number | null;
  readonly levels: readonly (readonly number[])[];
}

/** The sketch as plain data. */
export function quantileSketchToJson(sketch: QuantileSketch): QuantileSketchJson {
  const empty = sketch.count === 0;
  return {
    ...sketch,
    low: empty ? null : sketch.low,
    high: empty ? null : sketch.high,
    levels: sketch.levels.map((level) => [...level]),
  };
}

/** The sketch of plain data. */
export function quantileSketchOfJson(json: QuantileSketchJson): QuantileSketch {
  return {
    ...json,
    low: json.low ?? Infinity,
    high: json.high ?? -Infinity,
    levels: json.levels.map((level) => Float64Array.from(level)),
  };
}
