/** What the oracle computes with: float64 arrays, row-major, rows of the batch outermost, channels last. */
import type { Shape } from "../../../layer-graph";

/** A batch of values: `shape` leaves the rows out. */
export interface OracleValue {
  readonly rows: number;
  readonly shape: Shape;
  readonly values: Float64Array;
}

/** A layer's weights by their name in the layer ("kernel", "bias", …). */
export type WeightsOf = (name: string) => Float64Array;

/** In which mode a graph is computed. Step and seed key the random numbers; only training draws them. */
export interface OracleMode {
  readonly training: boolean;
  readonly seed: number;
  readonly step: number;
}

export const INFERENCE: OracleMode = { training: false, seed: 0, step: 0 };

/** Numbers in one row of this shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The last dimension: channels, features or classes. */
export function channelsOf(shape: Shape): number {
  return shape.at(-1) ?? 1;
}

/** A value of this shape, all zeros. */
export function zeros(rows: number, shape: Shape): OracleValue {
  return { rows, shape, values: new Float64Array(rows * sizeOf(shape)) };
}

/** The values one by one through a function. */
export function mapValues(input: OracleValue, of: (value: number, index: number) => number): OracleValue {
  return { ...input, values: input.values.map(of) };
}
