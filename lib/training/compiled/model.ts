/** A network of the compiled engine. Between trainings it lives on the host; a device holds it only while it works. */
import type { Clock } from "../../clock";
import { nextTask } from "../../data/read/next-task";
import type { EngineData, EngineEvent, EngineModel, FitOptions, GradientOf, RawFeatures } from "../engine";
import { initialNetwork } from "../initial-weights";
import type { NamedTensor } from "../layer-graph";
import type { NetworkSpec, TrainedNetwork } from "../model-spec";
import { networkGraph, objectiveOf } from "../network-graph";
import { networkToTensors, tensorsToNetwork } from "../network-tensors";
import type { PlanTarget } from "./device-plan";
import { fitPlan } from "./fit/fit";
import type { PlanCheckpoint } from "./fit/fit-state";
import { featuresOn, hostRows } from "./host/host-rows";
import { answerPlan, gradientPlan, trainingPlan } from "./network-plan";
import type { Plan } from "./plan/plan";
import { requireCovered, uncovered } from "./plan/coverage";
import { onTarget, type TargetHost } from "./target-host";

const BLOCK_ROWS = 8_192;

export interface ModelRuntime {
  readonly host: TargetHost;
  readonly clock: Clock;
}

interface Model {
  readonly spec: NetworkSpec;
  readonly seed: number;
  readonly runtime: ModelRuntime;
  /** Plans of input gradients: a target keeps what it placed for as long as the plan lives. */
  readonly gradientPlans: Map<string, Plan>;
  /** Weights and statistics as the last training left them. */
  tensors: readonly NamedTensor[];
}

/** A network with our seeded starting weights. Throws `training.uncovered` for a layer that the target does not have. */
export function compiledModel(spec: NetworkSpec, seed: number, runtime: ModelRuntime): EngineModel {
  requireCovered(uncovered(networkGraph(spec), runtime.host.current().name));
  const tensors = networkToTensors(initialNetwork(spec, seed));
  const model: Model = { spec, seed, runtime, gradientPlans: new Map(), tensors };
  return {
    fit: (options) => fit(model, options),
    predict: (features) => onTarget(runtime.host, (target) => predict(model, features, target)),
    inputGradients: (features, of) => onTarget(runtime.host, (target) => gradients(model, { features, of }, target)),
    dispose: () => model.gradientPlans.clear(),
  };
}

async function* fit(model: Model, options: FitOptions): AsyncGenerator<EngineEvent, TrainedNetwork> {
  const { spec, runtime } = model;
  const { params, validation } = options;
  const { learningRate, scoresOnHost } = objectiveOf(spec, params);
  const target = runtime.host.current();
  const rows = (data: EngineData) => hostRows({ spec, loss: params.loss }, data, target);
  const training = {
    ...{ ...runtime, plan: trainingPlan(spec, params), seed: params.seed, initial: model.tensors },
    train: await rows(options.train),
    validation: validation.targets.length > 0 ? await rows(validation) : null,
    ...{ epochs: params.epochs, learningRate, patience: params.earlyStopping?.patience ?? null, scoresOnHost },
    ...{ signal: options.signal, checkpoint: planCheckpoint(spec, options), resume: options.resume ?? null },
  };
  model.tensors = yield* fitPlan(training, (tensors) => (model.tensors = tensors));
  return tensorsToNetwork(spec, model.tensors);
}

function planCheckpoint(spec: NetworkSpec, { checkpoint }: FitOptions): PlanCheckpoint | null {
  if (!checkpoint) return null;
  return {
    due: () => checkpoint.due(),
    save: (tensors, state) => checkpoint.save(tensorsToNetwork(spec, tensors), state),
  };
}

async function predict(
  { spec, seed, tensors }: Model,
  features: RawFeatures,
  target: PlanTarget,
): Promise<Float32Array> {
  const outputs = new Float32Array(features.rowCount * spec.outputWidth);
  const device = await target.place(answerPlan(spec), { seed });
  try {
    device.writeTensors(tensors);
    for (const { start, rows, block } of blocksOf(features)) {
      outputs.set(await device.predict({ rows, features: await featuresOn(target, block) }), start * spec.outputWidth);
      await nextTask();
    }
    return outputs;
  } finally {
    device.dispose();
  }
}

async function gradients(
  model: Model,
  { features, of }: { readonly features: RawFeatures; readonly of: GradientOf },
  target: PlanTarget,
): Promise<Float32Array> {
  const { spec, tensors } = model;
  const plan = gradientPlanOf(model, of);
  const outputs = new Float32Array(features.rowCount * spec.inputWidth);
  for (const { start, rows, block } of blocksOf(features)) {
    const targets =
      of.kind === "loss" ? of.targets.subarray(start, start + rows) : new Float32Array(rows * plan.targetWidth);
    const input = { rows, features: await featuresOn(target, block), targets, sampleWeights: null };
    outputs.set(await target.inputGradients(plan, { rows: input, tensors }), start * spec.inputWidth);
    await nextTask();
  }
  return outputs;
}

function gradientPlanOf({ spec, gradientPlans }: Model, of: GradientOf): Plan {
  const key = of.kind === "loss" ? "loss" : `output ${of.index}`;
  const plan = gradientPlans.get(key) ?? gradientPlan(spec, of);
  gradientPlans.set(key, plan);
  return plan;
}

interface Block {
  readonly start: number;
  readonly rows: number;
  readonly block: RawFeatures;
}

/** Rows in blocks, to bound the memory and to let messages in. */
function* blocksOf(features: RawFeatures): Generator<Block> {
  for (let start = 0; start < features.rowCount; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, features.rowCount);
    const columns = features.columns.map((column) => column.subarray(start, end));
    yield { start, rows: end - start, block: { rowCount: end - start, plans: features.plans, columns } };
  }
}
