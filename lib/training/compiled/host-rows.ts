/** The data of a run as the rows that a plan takes. */
import type { EngineData } from "../engine";
import type { LossName, NetworkSpec } from "../model-spec";
import { needsOneHot } from "../network-graph";
import { checkLabels } from "./check-data";
import type { HostRows } from "./device-plan";
import { hostFeatures } from "./host-features";

/**
 * Features after the recipe, and targets as the loss wants them: class numbers, one-hot rows, 0/1 or values. Throws
 * `training.label-out-of-range` where a class cannot be spread to a one-hot row.
 */
export function hostRows(spec: NetworkSpec, loss: LossName, data: EngineData): HostRows {
  const rows = data.targets.length;
  const targets = needsOneHot(spec, loss) ? oneHot(data.targets, spec.outputWidth) : data.targets;
  return { rows, features: hostFeatures(data.features), targets, sampleWeights: null };
}

function oneHot(labels: Float32Array, classes: number): Float32Array {
  checkLabels(labels, labels.length, classes);
  const targets = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => (targets[row * classes + label] = 1));
  return targets;
}
