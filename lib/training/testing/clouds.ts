/** Small seeded data sets with known difficulty, for the tests of engines. */
import type { RawFeatures } from "../../preprocess/raw-features";
import type { ColumnPlan } from "../../preprocess/recipe";
import { seededRandom } from "../../random";
import type { EngineData } from "../engine";

/** Iris-like: `classes` round clouds in four numeric columns, easy to tell apart. Targets are class indices. */
export function clouds(options: { rows: number; classes: number; seed: number }): EngineData {
  const random = seededRandom(options.seed);
  const centres = Array.from({ length: options.classes }, (_, index) => [index, -index, index % 2, 1 - index]);
  const targets = Float32Array.from({ length: options.rows }, (_, row) => row % options.classes);
  const columns = [0, 1, 2, 3].map((column) =>
    Float32Array.from(targets, (label) => 2 * centres[label]![column]! + 0.6 * random.normal()),
  );
  return { features: numericFeatures(columns), targets };
}

/** A noiseless plane: target = 0.5·a − 0.25·b. */
export function plane(options: { rows: number; seed: number }): EngineData {
  const random = seededRandom(options.seed);
  const columns = [0, 1].map(() => Float32Array.from({ length: options.rows }, () => random.normal()));
  const targets = Float32Array.from(
    { length: options.rows },
    (_, row) => 0.5 * columns[0]![row]! - 0.25 * columns[1]![row]!,
  );
  return { features: numericFeatures(columns), targets };
}

/** Noisy square images with one bright row (0) or column (1) somewhere: a convolution tells them apart. */
export function bars(options: { rows: number; side: number; seed: number }): EngineData {
  const { rows, side } = options;
  const random = seededRandom(options.seed);
  const targets = Float32Array.from({ length: rows }, (_, row) => row % 2);
  const places = Array.from(targets, () => random.int(side));
  const columns = Array.from({ length: side * side }, (_, pixel) =>
    Float32Array.from(targets, (label, row) => {
      const bright = label === 0 ? Math.floor(pixel / side) : pixel % side;
      return (bright === places[row] ? 2 : 0) + 0.3 * random.normal();
    }),
  );
  return { features: numericFeatures(columns), targets };
}

/** Numeric columns that pass through the recipe unchanged. */
export function numericFeatures(columns: readonly Float32Array[]): RawFeatures {
  const plans = columns.map((_, index): ColumnPlan => ({
    kind: "numeric",
    column: `x${index}`,
    fill: 0,
    offset: 0,
    factor: 1,
  }));
  return { rowCount: columns[0]?.length ?? 0, plans, columns };
}
