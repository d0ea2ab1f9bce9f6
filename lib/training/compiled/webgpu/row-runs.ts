/** Rows that come from the host batch by batch, through a program, and what a per-row slot holds afterwards. */
import type { HostRows, PlannedStep } from "../device-plan";
import type { Plan } from "../plan/plan";
import { stepGroup } from "./pipelines";
import type { PlacedParts } from "./placed-parts";
import { recordSteps } from "./placed-program";
import type { ProgramKind } from "./program";
import { regionsOf } from "./regions";
import { plainStep, stepTable } from "./step-table";

const BYTES = 4;
/** GPUBufferUsage: MAP_READ | COPY_DST. */
const STAGING_USAGE = 0x01 | 0x08;

/** Rows in batches of the plan's size, the last one shorter. */
export function batches(rows: number, batchSize: number, first = 0): readonly PlannedStep[] {
  const count = Math.ceil(rows / batchSize);
  return Array.from({ length: count }, (_, index) =>
    plainStep(first + index * batchSize, Math.min(batchSize, rows - index * batchSize)),
  );
}

/** Puts the rows [start, start + count) of host data into the batch. */
export type LoadBatch = (start: number, count: number) => void;

/** Features of rows that have no targets. */
export function loadFeatures({ plan, buffers }: PlacedParts, features: Float32Array): LoadBatch {
  return (start, count) =>
    buffers.write(plan.features, features.subarray(start * plan.inputWidth, (start + count) * plan.inputWidth));
}

/** Features, targets and weights. */
export function loadRows(parts: PlacedParts, rows: HostRows): LoadBatch {
  const { plan, buffers } = parts;
  const features = loadFeatures(parts, rows.features);
  return (start, count) => {
    features(start, count);
    buffers.write(plan.targets, rows.targets.subarray(start * plan.targetWidth, (start + count) * plan.targetWidth));
    if (!plan.sampleWeights) return;
    const weights = rows.sampleWeights?.subarray(start, start + count) ?? new Float32Array(count).fill(1);
    buffers.write(plan.sampleWeights, weights);
  };
}

/** Runs host rows through a program batch by batch and reads a per-row slot once at the end. */
export async function runRows(
  parts: PlacedParts,
  work: {
    readonly kind: ProgramKind;
    readonly rows: number;
    readonly output: { readonly at: Plan["output"]; readonly width: number };
    readonly load: LoadBatch;
  },
): Promise<Float32Array> {
  const { host, plan, buffers, seed } = parts;
  const { gpu } = host.link;
  const { at, width } = work.output;
  if (work.rows === 0) return new Float32Array(0);
  const program = await parts.program(work.kind);
  const group = stepGroup(gpu, host.pipelines, buffers.stepTable);
  const staging = buffers.pool.create(work.rows * width, STAGING_USAGE);
  const place = regionsOf(plan).place(at);
  for (const step of batches(work.rows, plan.batchSize)) {
    work.load(step.start, step.rows);
    gpu.queue.writeBuffer(buffers.stepTable, 0, stepTable([step], { seed, ordered: false }));
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    recordSteps(pass, program, { steps: 1, stepGroup: group, dataGroup: null });
    pass.end();
    encoder.copyBufferToBuffer(buffers.region(place.region), place.offset * BYTES, staging, step.start * width * BYTES, step.rows * width * BYTES); // prettier-ignore
    gpu.queue.submit([encoder.finish()]);
  }
  try {
    return new Float32Array(await host.link.readMapped(staging, work.rows * width * BYTES));
  } finally {
    buffers.pool.destroy(staging);
  }
}
