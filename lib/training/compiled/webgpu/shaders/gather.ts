/** A batch from the dataset on the device: features, targets and weights of its rows, in one kernel. */
import type { Plan } from "../../plan/plan";
import type { Kernel, KernelContext } from "./kernel";
import { kernel, read, readIntegers, write } from "./kernel";
import type { Place } from "../regions";

/** Buffers of a dataset, see `DeviceRows`. */
export const DATA_REGIONS = ["dataFeatures", "dataTargets", "dataWeights", "dataOrder"] as const;
export type DataRegion = (typeof DATA_REGIONS)[number];

const place = (region: DataRegion): Place => ({ region, offset: 0 });

/** Row r of the batch is row order[start + r] of the data, or start + r when the step is not `ordered`. */
export function gatherKernel(context: KernelContext, plan: Plan): Kernel {
  const { batchSize, inputWidth, targetWidth } = plan;
  const wide = inputWidth % 4 === 0;
  const [width, at, set] = wide ? [inputWidth / 4, "Four", "SetFour"] : [inputWidth, "At", "Set"];
  const features = batchSize * width;
  const targets = features + batchSize * targetWidth;
  const weights = plan.sampleWeights;
  return kernel(context, {
    label: "gather",
    operands: [
      readIntegers("order", place("dataOrder")),
      read("fromFeatures", place("dataFeatures"), wide),
      read("fromTargets", place("dataTargets")),
      weights && read("fromWeights", place("dataWeights")),
      write("features", plan.features, wide),
      write("targets", plan.targets),
      weights && write("weights", weights),
    ],
    threads: targets + (weights ? batchSize : 0),
    snippets: [
      `fn source(row: u32) -> u32 {
  if (step.ordered == 1u) { return orderAt(step.start + row); }
  return step.start + row;
}`,
    ],
    body: `  if (index < ${features}u) {
    let row = index / ${width}u;
    if (row < step.rows) { features${set}(index, fromFeatures${at}(source(row) * ${width}u + index % ${width}u)); }
    return;
  }
  if (index < ${targets}u) {
    let i = index - ${features}u;
    let row = i / ${targetWidth}u;
    if (row < step.rows) { targetsSet(i, fromTargetsAt(source(row) * ${targetWidth}u + i % ${targetWidth}u)); }
    return;
  }
  ${
    weights
      ? `let row = index - ${targets}u;
  if (row < step.rows) { weightsSet(row, fromWeightsAt(source(row))); }`
      : ""
  }`,
  });
}
