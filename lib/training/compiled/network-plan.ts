/** Plans of a network: for training it, for its answers, and for gradients with respect to its inputs. */
import type { GradientOf } from "../engine";
import type { NetworkSpec, TrainParams } from "../model-spec";
import { answerGraph, networkGraph, objectiveOf } from "../network-graph";
import { compilePlan } from "./plan/compile-plan";
import { describePlan, type PlanDescription } from "./plan/describe-plan";
import type { Plan } from "./plan/plan";

/** Rows of a block without training. */
const ANSWER_ROWS = 256;
const NOT_TRAINED = { optimizer: "sgd", learningRate: 0 } as const;

/** One training step. Errors: `training.uncovered`, `training.model-invalid`. */
export function trainingPlan(spec: NetworkSpec, params: TrainParams): Plan {
  const { loss, optimizer, clip, score } = objectiveOf(spec, params);
  const graph = networkGraph(spec, params.loss);
  return compilePlan({ graph, loss, optimizer, clip, score, batchSize: params.batchSize, hasSampleWeights: false });
}

/** The training step for people, kernel by kernel. */
export function describeTraining(spec: NetworkSpec, params: TrainParams): PlanDescription {
  return describePlan(trainingPlan(spec, params));
}

/** Its outputs are the answers of the port: probabilities, or the value. */
export function answerPlan(spec: NetworkSpec): Plan {
  const { loss, optimizer, clip, score } = objectiveOf(spec, { ...NOT_TRAINED, loss: "meanSquaredError" });
  const graph = answerGraph(spec);
  return compilePlan({ graph, loss, optimizer, clip, score, batchSize: ANSWER_ROWS, hasSampleWeights: false });
}

/** Gradients of each row's usual loss, or of one raw output, with respect to the features. */
export function gradientPlan(spec: NetworkSpec, of: GradientOf): Plan {
  const { loss, optimizer, clip, score } = objectiveOf(spec, { ...NOT_TRAINED, loss: "auto" });
  const gradientOf = of.kind === "loss" ? ({ kind: "loss" } as const) : of;
  const graph = networkGraph(spec);
  return compilePlan({
    ...{ graph, loss, optimizer, clip, score, batchSize: ANSWER_ROWS, hasSampleWeights: false },
    gradientOf,
  });
}
