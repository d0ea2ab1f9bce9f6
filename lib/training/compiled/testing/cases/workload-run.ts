/** The benchmark's workloads with seeded data, for tests that follow a training step by step. */
import { seededRandom } from "../../../../random";
import type { NamedTensor } from "../../../layer-graph";
import { ADAM, type OptimizerSpec } from "../../../objective";
import type { DevicePlan, HostRows, PlannedStep, PlanTarget } from "../../device-plan";
import { compilePlan } from "../../plan/compile-plan";
import { seededTensors } from "./seeded-tensors";
import type { Workload } from "./workloads";

export interface WorkloadRun {
  readonly workload: Workload;
  readonly batchSize: number;
  readonly tensors: readonly NamedTensor[];
  readonly data: HostRows;
  /** Rows of the data by step, the last of an epoch short. */
  readonly steps: readonly PlannedStep[];
}

/**
 * With some seeds a value that enters a ReLU, or two that compete in a pooling, are closer than float32 can tell: two implementations
 * then take different sides, and their trainings part by about 10⁻⁴. `float64-training.test.ts` tells which of them strays.
 */
const SEED = 1;
/** Adam's usual rate. */
const RATE = 0.001;

/**
 * Steps of Adam on `rows` rows whose targets follow from a random linear rule, so that there is something to learn. The same for
 * every target.
 */
export function workloadRun(
  workload: Workload,
  options: { readonly steps: number; readonly rows: number; readonly batchSize: number },
): WorkloadRun {
  const random = seededRandom(SEED).fork(workload.name);
  return {
    workload,
    batchSize: options.batchSize,
    tensors: seededTensors(workload.graph, random.fork("weights")),
    data: ruledRows(workload, options.rows),
    steps: adamSteps(options),
  };
}

/** Places the run on a target with Adam and its starting weights. The caller disposes the plan. */
export async function placeRun(
  target: PlanTarget,
  run: WorkloadRun,
  optimizer: OptimizerSpec = ADAM,
): Promise<DevicePlan> {
  const { graph, loss } = run.workload;
  const base = { graph, loss, optimizer, clip: null, batchSize: run.batchSize, hasSampleWeights: false };
  const device = await target.place(compilePlan({ ...base, score: "correct" }), { seed: SEED });
  device.writeTensors(run.tensors);
  const order = Uint32Array.from({ length: run.data.rows }, (_, row) => row);
  device.setOrder(device.upload(run.data), order);
  return device;
}

/** The loss of every step, one at a time. */
export async function lossesOf(device: DevicePlan, run: WorkloadRun): Promise<readonly number[]> {
  const losses: number[] = [];
  for (const step of run.steps) losses.push((await device.run([step])).lossSum);
  return losses;
}

/** The largest |a − b| / |b|. */
export function worstRelative(actual: readonly number[], expected: readonly number[]): number {
  return Math.max(...expected.map((value, index) => Math.abs(actual[index]! - value) / Math.abs(value)));
}

function ruledRows({ inputWidth, loss, graph }: Workload, rows: number): HostRows {
  const random = seededRandom(SEED).fork("rows");
  const last = graph.nodes.at(-1)!.layer;
  const classes = loss.kind === "binaryCrossEntropy" || last.kind !== "dense" ? 1 : last.units;
  const features = Float32Array.from({ length: rows * inputWidth }, () => random.normal());
  const rule = Float32Array.from({ length: inputWidth * classes }, () => random.normal());
  const targets = Float32Array.from({ length: rows }, (_, row) => {
    const scores = Array.from({ length: classes }, (_, label) => {
      let sum = 0;
      for (let i = 0; i < inputWidth; i++) sum += features[row * inputWidth + i]! * rule[i * classes + label]!;
      return sum;
    });
    return classes === 1 ? Number(scores[0]! > 0) : scores.indexOf(Math.max(...scores));
  });
  return { rows, features, targets, sampleWeights: null };
}

/** Epoch after epoch through the rows in their order. */
function adamSteps(options: { readonly steps: number; readonly rows: number; readonly batchSize: number }) {
  const { steps, rows, batchSize } = options;
  const perEpoch = Math.ceil(rows / batchSize);
  return Array.from({ length: steps }, (_, step): PlannedStep => {
    const start = (step % perEpoch) * batchSize;
    const time = step + 1;
    const corrections = { correction1: 1 - 0.9 ** time, correction2: 1 - 0.999 ** time };
    return { start, rows: Math.min(batchSize, rows - start), step, learningRate: RATE, ...corrections };
  });
}
