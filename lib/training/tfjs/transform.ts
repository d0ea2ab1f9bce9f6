/** The recipe's tensor form: the same arithmetic as the float64 reference, on the device that trains. */
import * as tf from "@tensorflow/tfjs-core";
import type { ColumnPlan } from "../../preprocess/recipe";
import type { RawFeatures } from "../engine";

type NumericPlan = Extract<ColumnPlan, { kind: "numeric" }>;
type OneHotPlan = Extract<ColumnPlan, { kind: "one-hot" }>;

/**
 * Features [rows, width] as a tensor on the active backend. Numeric columns arrive centred, so a missing value becomes
 * (fill − offset) and the rest is one multiplication; a category becomes one 1 among zeros.
 */
export function featureTensor(features: RawFeatures): tf.Tensor2D {
  return tf.tidy(() => {
    const blocks: tf.Tensor2D[] = [];
    for (let start = 0; start < features.plans.length;) {
      const length = numericRun(features.plans, start);
      blocks.push(length > 0 ? numericBlock(features, start, length) : oneHotBlock(features, start));
      start += Math.max(length, 1);
    }
    const [only] = blocks;
    if (!only) return tf.zeros([features.rowCount, 0]);
    return blocks.length === 1 ? tf.clone(only) : tf.concat2d(blocks, 1);
  });
}

/** How many numeric plans follow each other: they share one upload and one set of operations. */
function numericRun(plans: readonly ColumnPlan[], start: number): number {
  let end = start;
  while (plans[end]?.kind === "numeric") end++;
  return end - start;
}

function numericBlock(features: RawFeatures, start: number, width: number): tf.Tensor2D {
  const plans = features.plans.slice(start, start + width) as readonly NumericPlan[];
  const { values, missing } = interleave(features, start, width);
  const centred = tf.tensor2d(values, [features.rowCount, width]);
  const factors = tf.tensor1d(Float32Array.from(plans, (plan) => plan.factor));
  if (!missing) return tf.mul(centred, factors);
  const fills = tf.tensor2d(
    Float32Array.from(plans, (plan) => (plan.fill === null ? NaN : plan.fill - plan.offset)),
    [1, width],
  );
  return tf.mul(tf.where(tf.isNaN(centred), fills, centred), factors);
}

function interleave(features: RawFeatures, start: number, width: number): { values: Float32Array; missing: boolean } {
  const values = new Float32Array(features.rowCount * width);
  let missing = false;
  for (let offset = 0; offset < width; offset++) {
    const column = features.columns[start + offset]!;
    for (let row = 0; row < features.rowCount; row++) {
      const value = column[row]!;
      values[row * width + offset] = value;
      if (value !== value) missing = true;
    }
  }
  return { values, missing };
}

function oneHotBlock(features: RawFeatures, index: number): tf.Tensor2D {
  const plan = features.plans[index] as OneHotPlan;
  const codes = tf.tensor2d(Int32Array.from(features.columns[index]!), [features.rowCount, 1], "int32");
  const categories = tf.tensor2d(Int32Array.from(plan.categories.keys()), [1, plan.categories.length], "int32");
  return tf.cast(tf.equal(codes, categories), "float32");
}
