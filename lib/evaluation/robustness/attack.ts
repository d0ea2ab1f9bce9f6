/** What every attack on a model's inputs shares: the input box, and what a step may do. */
import type { LabelledRows, LossGradients } from "../predict";

/** The values that inputs can have, one range for all or one for each feature; null leaves them free. */
export type InputBox = { readonly low: number | Float64Array; readonly high: number | Float64Array } | null;

export interface AttackInput {
  /** Rows and their true targets. */
  readonly data: LabelledRows;
  readonly gradients: LossGradients;
  /** The largest change of any one input (L∞). */
  readonly eps: number;
  /** [0, 1] when absent. */
  readonly box?: InputBox;
}

/** Rows changed so that the model errs on them, row-major as they came. */
export type Attack = (input: AttackInput) => Promise<Float64Array>;

/** The unit box, ART's default. */
export const UNIT_BOX: InputBox = { low: 0, high: 1 };

/** Puts each value into its feature's range, in place. */
export function clipToBox(rows: Float64Array, width: number, box: InputBox): Float64Array {
  if (box === null) return rows;
  const { low, high } = box;
  for (let cell = 0; cell < rows.length; cell++) {
    const feature = cell % width;
    const [least, most] = [bound(low, feature), bound(high, feature)];
    rows[cell] = Math.min(Math.max(rows[cell]!, least), most);
  }
  return rows;
}

function bound(side: number | Float64Array, feature: number): number {
  return typeof side === "number" ? side : side[feature]!;
}
