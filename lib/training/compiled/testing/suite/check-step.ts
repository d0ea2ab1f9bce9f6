/** One step on a device against the oracle: its loss, its gradients and the statistics that it leaves behind. */
import { expect } from "vitest";
import { seededRandom } from "../../../../random";
import type { DevicePlan, PlannedStep } from "../../device-plan";
import { finiteDifferences } from "./finite-differences";
import { batchLoss, forward } from "../oracle/oracle";
import { plainStep, rowsOfStep, type PlacedCase } from "../cases/placed-case";
import { worstDifference, worstOfTensor } from "./worst-difference";

/**
 * How much a device may differ from the oracle. Float32 keeps 2⁻²⁴ ≈ 6·10⁻⁸ of a number; a chain of a few layers with sums of some
 * hundred terms loses two or three decimals of that, and a GPU's own exp and tanh one or two more. A wrong formula is off by far
 * more: a missing term by the order of the gradient itself.
 */
export interface Tolerances {
  /** Of outputs, losses, scores and statistics. */
  readonly values: number;
  /** Of gradients, against the largest of their tensor. */
  readonly gradients: number;
}

/** Gradients below this count as rounding of larger ones. */
const GRADIENT_FLOOR = 0.05;

export interface StepCheck {
  readonly step: Partial<PlannedStep> & Pick<PlannedStep, "rows">;
  readonly tolerances: Tolerances;
  /** Weights of a tensor whose derivative is taken; the finite difference costs two forward passes each. */
  readonly placesPerTensor: number;
}

/** Runs the step with learning rate 0 and compares. The device has the weights of `placed`. */
export async function checkStep(placed: PlacedCase, { step, tolerances, placesPerTensor }: StepCheck): Promise<void> {
  const { graph, loss, weights, device, seed } = placed;
  const planned = plainStep(step);
  const { lossSum } = await device.run([planned]);
  const mode = { training: true, seed, step: planned.step };
  const batch = { ...rowsOfStep(placed, planned), mode };
  const lossOf = () => batchLoss({ graph, loss }, weights, batch);
  expect(worstDifference([lossSum], [lossOf()]), "loss").toBeLessThan(tolerances.values);

  for (const { name, values } of await device.readGradients()) {
    const places = somePlaces(values.length, placesPerTensor);
    const expected = finiteDifferences(lossOf, weights.get(name)!, places);
    const actual = places.map((place) => values[place]!);
    const off = worstOfTensor(actual, expected, GRADIENT_FLOOR);
    expect(off, `gradient of ${name}: ${describePair(actual, expected)}`).toBeLessThan(tolerances.gradients);
  }
  const { statistics } = forward(graph, weights, batch);
  await checkTensors(device, statistics, tolerances.values);
}

/** Compares the device's tensors with those of the same names. */
export async function checkTensors(
  device: DevicePlan,
  expected: ReadonlyMap<string, Float64Array>,
  tolerance: number,
): Promise<void> {
  for (const { name, values } of await device.readTensors()) {
    const wanted = expected.get(name);
    if (wanted) expect(worstDifference(values, wanted), name).toBeLessThan(tolerance);
  }
}

/** All places, or a seeded choice that includes the last one, where remainders of vectors are. */
function somePlaces(length: number, most: number): readonly number[] {
  if (length <= most) return Array.from({ length }, (_, place) => place);
  const random = seededRandom(length);
  return [length - 1, ...Array.from({ length: most - 1 }, () => random.int(length))];
}

function describePair(actual: readonly number[], expected: Float64Array): string {
  const few = (values: ArrayLike<number>) =>
    Array.from({ length: Math.min(values.length, 6) }, (_, i) => values[i]!.toPrecision(5)).join(" ");
  return `[${few(actual)}] instead of [${few(expected)}]`;
}
