/** The benchmark's workloads with their data and starting weights, drawn by seed. */
import { WORKLOADS } from "../../../lib/training/compiled/testing/cases/workloads";
import { ADAM } from "../../../lib/training/objective";
import { compilePlan } from "../../../lib/training/compiled/plan/compile-plan";
import type { Plan } from "../../../lib/training/compiled/plan/plan";
import type { NamedTensor } from "../../../lib/training/layer-graph";
import { seededRandom, type Random } from "../../../lib/random";
import type { BenchWorkload } from "./peer";

const LEARNING_RATE = 0.001;

export const WORKLOAD_NAMES = WORKLOADS.map(({ name }) => name);

export interface WorkloadChoice {
  readonly name: string;
  /** Replaces the workload's own number of rows. */
  readonly rows?: number;
  readonly shuffled?: boolean;
}

/** A workload by name. */
export function benchWorkload({ name, rows, shuffled = false }: WorkloadChoice): BenchWorkload {
  const workload = WORKLOADS.find((candidate) => candidate.name === name);
  if (!workload) throw new Error(`there is no workload ${name}`);
  const random = seededRandom(`bench/${name}`);
  const count = rows ?? workload.rows;
  const plan = benchPlan(workload);
  const classes = Math.max(plan.outputWidth, 2);
  const weights = random.fork("weights");
  return {
    ...{ name, graph: workload.graph, loss: workload.loss, batchSize: workload.batchSize, rows: count },
    ...{ inputWidth: plan.inputWidth, outputWidth: plan.outputWidth, learningRate: LEARNING_RATE, shuffled },
    features: uniform(count * plan.inputWidth, random.fork("features")),
    targets: labels(count, classes, random.fork("targets")),
    tensors: plan.tensors.map(({ name: tensor, shape }) => initialTensor(tensor, shape, weights.fork(tensor))),
  };
}

/** The plan of a workload: loss only, Adam. */
export function benchPlan(workload: Pick<BenchWorkload, "graph" | "loss" | "batchSize">): Plan {
  return compilePlan({
    ...{ graph: workload.graph, loss: workload.loss, batchSize: workload.batchSize },
    ...{ optimizer: ADAM, clip: null, hasSampleWeights: false, score: "correct" },
  });
}

function uniform(length: number, random: Random): Float32Array {
  return Float32Array.from({ length }, () => 2 * random.next() - 1);
}

function labels(length: number, classes: number, random: Random): Float32Array {
  return Float32Array.from({ length }, () => random.int(classes));
}

/** Glorot uniform kernels; scales and variances 1, the rest 0. */
function initialTensor(name: string, shape: readonly number[], random: Random): NamedTensor {
  const length = shape.reduce((product, size) => product * size, 1);
  if (shape.length > 1) {
    const fanOut = shape.at(-1)!;
    const receptive = length / (fanOut * shape.at(-2)!);
    const limit = Math.sqrt(6 / (receptive * (shape.at(-2)! + fanOut)));
    return { name, shape, values: Float32Array.from({ length }, () => (2 * random.next() - 1) * limit) };
  }
  const isOne = name.endsWith("/gamma") || name.endsWith("/movingVariance");
  return { name, shape, values: new Float32Array(length).fill(isOne ? 1 : 0) };
}
