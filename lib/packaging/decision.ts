/** From which probability a package of two classes answers the positive one: chosen by a person, part of the package. */
import type { Predictions } from "../training/predictions";

/** Absent from a package, it answers the more probable class. */
export interface Decision {
  /** The class that is answered from the threshold on: the second of two. */
  readonly positive: string;
  /** Probability, 0 to 1. */
  readonly threshold: number;
}

/** Where two classes are as probable as each other: what a package without a decision answers by. */
export const MORE_PROBABLE = 0.5;

/** The decision where it has a meaning: two classes, of which the second is its positive one; null for everything else. */
export function decisionFor(decision: Decision | null | undefined, classes: readonly string[]): Decision | null {
  return decision && classes.length === 2 && classes[1] === decision.positive ? decision : null;
}

/** Predictions of two classes with the labels that a decision gives; without one, as they are. O(rows). */
export function decided(predictions: Predictions, decision: Decision | null): Predictions {
  if (!decision || predictions.kind !== "classes") return predictions;
  const from = singleThreshold(decision.threshold);
  const labels = predictions.labels.map((_, row) => (predictions.probabilities[2 * row + 1]! >= from ? 1 : 0));
  return { ...predictions, labels };
}

/**
 * The smallest single-precision number that is not below the threshold: a probability in single precision reaches the one exactly where it
 * reaches the other.
 */
export function singleThreshold(threshold: number): number {
  const nearest = Math.fround(threshold);
  if (nearest >= threshold) return nearest;
  const [number, bits] = [new Float32Array([nearest]), new Uint32Array(1)];
  bits.set(new Uint32Array(number.buffer));
  // Above zero, the next number has the next bits.
  bits[0]! += 1;
  return new Float32Array(bits.buffer)[0]!;
}
