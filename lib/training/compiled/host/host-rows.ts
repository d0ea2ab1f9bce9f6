/** The data of a run as the rows that a plan takes. */
import type { EngineData, RawFeatures } from "../../engine";
import type { LossName, NetworkSpec } from "../../model-spec";
import { needsOneHot } from "../../network-graph";
import { checkLabels } from "../fit/check-data";
import type { HostRows, PlanTarget } from "../device-plan";
import { featureProgram } from "../feature-program";
import { hostFeatures } from "./host-features";

export interface RowsOf {
  readonly spec: NetworkSpec;
  readonly loss: LossName;
}

/**
 * Features after the recipe, and targets as the loss wants them: class numbers, one-hot rows, 0/1 or values. Throws
 * `training.label-out-of-range` where a class cannot be spread to a one-hot row.
 */
export async function hostRows({ spec, loss }: RowsOf, data: EngineData, target: PlanTarget): Promise<HostRows> {
  const rows = data.targets.length;
  const targets = needsOneHot(spec, loss) ? oneHot(data.targets, spec.outputWidth) : data.targets;
  return { rows, features: await featuresOn(target, data.features), targets, sampleWeights: null };
}

/** Features [rows, width] by the target's kernels, or by plain loops with the same bits where it has none for that. */
export async function featuresOn(target: PlanTarget, features: RawFeatures): Promise<Float32Array> {
  if (!target.transform || features.rowCount === 0) return hostFeatures(features);
  return target.transform(featureProgram(features.plans), features.columns, features.rowCount);
}

function oneHot(labels: Float32Array, classes: number): Float32Array {
  checkLabels(labels, labels.length, classes);
  const targets = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => (targets[row * classes + label] = 1));
  return targets;
}
