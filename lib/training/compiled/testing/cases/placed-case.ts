/** A graph with seeded weights and rows, placed on a target: what the contract suite runs and the oracle follows. */
import { seededRandom } from "../../../../random";
import type { LayerGraph, NamedTensor } from "../../../layer-graph";
import { DEFAULT_LOSS, type ClipSpec, type LossSpec, type OptimizerSpec } from "../../../objective";
import type { DevicePlan, DeviceRows, HostRows, PlannedStep, PlanTarget } from "../../device-plan";
import { compilePlan, type CompileOptions } from "../../plan/compile-plan";
import { forward, oracleWeights, type OracleBatch, type OracleWeights } from "../oracle/oracle";
import { sizeOf } from "../oracle/oracle-value";
import { seededBatch } from "./seeded-batch";
import { seededTensors } from "./seeded-tensors";

export const MEAN_SQUARED_ERROR: LossSpec = { ...DEFAULT_LOSS, kind: "meanSquaredError" };

export interface CaseOptions {
  readonly graph: LayerGraph;
  readonly loss?: LossSpec;
  readonly optimizer?: OptimizerSpec;
  readonly clip?: ClipSpec;
  readonly batchSize?: number;
  /** Rows of the data set. */
  readonly rows?: number;
  readonly weighted?: boolean;
  /** Of weights, rows and random layers. */
  readonly seed?: number;
}

export interface PlacedCase {
  readonly graph: LayerGraph;
  readonly loss: LossSpec;
  readonly seed: number;
  readonly device: DevicePlan;
  readonly tensors: readonly NamedTensor[];
  /** The same weights in float64. */
  readonly weights: OracleWeights;
  readonly batch: HostRows;
  /** The rows on the device, in an order that is not theirs. */
  readonly data: DeviceRows;
  readonly order: Uint32Array;
}

/** Options as the plan compiler wants them. */
export function compileOptions(options: CaseOptions): CompileOptions {
  const loss = options.loss ?? MEAN_SQUARED_ERROR;
  return {
    graph: options.graph,
    loss,
    optimizer: options.optimizer ?? { kind: "sgd" },
    clip: options.clip ?? null,
    batchSize: options.batchSize ?? 5,
    hasSampleWeights: options.weighted ?? false,
    score: loss.kind.endsWith("CrossEntropy") ? "correct" : "squaredError",
  };
}

/** Seeded weights and rows for the options. */
export function seededCase(options: CaseOptions) {
  const { graph, loss = MEAN_SQUARED_ERROR, batchSize = 5, weighted = false, seed = 1 } = options;
  const random = seededRandom(seed);
  const tensors = seededTensors(graph, random);
  const weights = oracleWeights(tensors);
  const probe = forward(graph, weights, { rows: 1, features: new Float64Array(sizeOf(graph.inputShape)) });
  const outputs = probe.output.values.length;
  const batch = seededBatch(graph, { rows: options.rows ?? batchSize, loss: loss.kind, outputs, weighted, random });
  return { tensors, weights, batch };
}

/** Compiles, places, writes the weights, uploads the rows. The caller disposes `device`. */
export async function placeCase(target: PlanTarget, options: CaseOptions): Promise<PlacedCase> {
  const { graph, loss = MEAN_SQUARED_ERROR, seed = 1 } = options;
  const seeded = seededCase(options);
  const device = await target.place(compilePlan(compileOptions(options)), { seed });
  device.writeTensors(seeded.tensors);
  const data = device.upload(seeded.batch);
  const { rows } = seeded.batch;
  const order = Uint32Array.from({ length: rows }, (_, position) => rows - 1 - position);
  device.setOrder(data, order);
  return { graph, loss, seed, device, data, order, ...seeded };
}

/** The rows of a step as the oracle takes them. */
export function rowsOfStep(
  placed: Pick<PlacedCase, "batch" | "order">,
  step: Pick<PlannedStep, "start" | "rows">,
): OracleBatch {
  const { batch } = placed;
  const rows = [...placed.order.subarray(step.start, step.start + step.rows)];
  const pick = (values: Float32Array) => {
    const width = values.length / batch.rows;
    return rows.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]);
  };
  return {
    rows: step.rows,
    features: pick(batch.features),
    targets: pick(batch.targets),
    sampleWeights: batch.sampleWeights && pick(batch.sampleWeights),
  };
}

/** A step without bias correction that changes nothing, unless a rate is given. */
export function plainStep(step: Partial<PlannedStep> & Pick<PlannedStep, "rows">): PlannedStep {
  return { start: 0, step: 0, learningRate: 0, correction1: 1, correction2: 1, ...step };
}
