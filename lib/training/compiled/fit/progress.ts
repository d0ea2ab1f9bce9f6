/** How far a training is, as plain data: with the device's state it is everything that an exact resume needs. */
import type { NamedTensor } from "../../layer-graph";
import type { LearningRate, OptimizerSpec } from "../../objective";
import type { PlannedStep } from "../device-plan";
import { STOPPING_START, type StoppingState } from "./early-stopping";
import { PLATEAU_START, rateAt, type PlateauState } from "./schedule";

export interface Progress {
  /** The epoch under way, counted from 1. */
  readonly epoch: number;
  /** Its steps that are done. */
  readonly stepInEpoch: number;
  /** β₁ᵗ and β₂ᵗ after t steps, multiplied up step by step. */
  readonly powers: readonly [number, number];
  readonly stopping: StoppingState;
  readonly plateau: PlateauState;
  /** Weights of the best epoch, when early stopping wants them back. */
  readonly best: readonly NamedTensor[] | null;
}

export const PROGRESS_START: Progress = {
  epoch: 1,
  stepInEpoch: 0,
  powers: [1, 1],
  stopping: STOPPING_START,
  plateau: PLATEAU_START,
  best: null,
};

/** What does not change while a training runs. */
export interface StepRules {
  readonly rows: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly optimizer: OptimizerSpec;
  readonly learningRate: LearningRate;
}

/** Steps of an epoch; the last one may be short. */
export function stepsPerEpoch({ rows, batchSize }: Pick<StepRules, "rows" | "batchSize">): number {
  return Math.ceil(rows / batchSize);
}

/** The next steps of the epoch, at most `count`, and the progress after them. */
export function planSteps(
  progress: Progress,
  rules: StepRules,
  count: number,
): { readonly steps: readonly PlannedStep[]; readonly after: Progress } {
  const perEpoch = stepsPerEpoch(rules);
  const last = Math.min(progress.stepInEpoch + count, perEpoch);
  const totalSteps = rules.epochs * perEpoch;
  const [beta1, beta2] = betasOf(rules.optimizer);
  let [power1, power2] = progress.powers;
  const steps: PlannedStep[] = [];
  for (let index = progress.stepInEpoch; index < last; index++) {
    power1 *= beta1;
    power2 *= beta2;
    const start = index * rules.batchSize;
    const step = (progress.epoch - 1) * perEpoch + index;
    const time = { step, epoch: progress.epoch - 1, totalSteps, plateauFactor: progress.plateau.factor };
    steps.push({
      start,
      rows: Math.min(rules.batchSize, rules.rows - start),
      step,
      learningRate: rateAt(rules.learningRate, time),
      correction1: 1 - power1,
      correction2: 1 - power2,
    });
  }
  return { steps, after: { ...progress, stepInEpoch: last, powers: [power1, power2] } };
}

/** An optimiser without moments corrects by 1. */
function betasOf(optimizer: OptimizerSpec): readonly [number, number] {
  return optimizer.kind === "adam" || optimizer.kind === "adamw" ? [optimizer.beta1, optimizer.beta2] : [0, 0];
}
