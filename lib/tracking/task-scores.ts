/** The scores of a training under the metric names of its task. */
import type { Task } from "../data/goal";
import type { TargetPlan } from "../preprocess/recipe";
import { baselineScores } from "../training/baseline";
import type { EngineEvent } from "../training/engine";
import type { RunData } from "./run-data";

type EpochEvent = Extract<EngineEvent, { kind: "epoch" }>;

export interface TaskScores {
  /** The event with its scores in units of the target. */
  rescale(event: EngineEvent): EngineEvent;
  /** Metrics of an epoch whose event has been rescaled. */
  epoch(event: EpochEvent): Readonly<Record<string, number>>;
  /** The inverse of `epoch`, for an epoch of an earlier run. */
  event(epoch: number, metrics: ReadonlyMap<string, number>): EpochEvent;
  /** Metrics of the guess that knows nothing of the features. */
  baseline(data: RunData): Readonly<Record<string, number>>;
}

/** Accuracy for classes. RMSE for numbers, told in units of the target, which the network learns scaled. */
export function taskScores(task: Task, target: TargetPlan): TaskScores {
  const name = task === "regression" ? "rmse" : "accuracy";
  const scale = target.kind === "number" ? target.scale : 1;
  return {
    rescale: (event) =>
      event.kind === "epoch"
        ? { ...event, trainScore: event.trainScore * scale, validationScore: event.validationScore * scale }
        : event,
    epoch: (event) => ({
      train_loss: event.trainLoss,
      val_loss: event.validationLoss,
      [`train_${name}`]: event.trainScore,
      [`val_${name}`]: event.validationScore,
      ...(event.best
        ? { best_epoch: event.epoch, best_val_loss: event.validationLoss, [`best_val_${name}`]: event.validationScore }
        : {}),
    }),
    event: (epoch, metrics) => ({
      ...{ kind: "epoch", epoch, best: metrics.get("best_epoch") === epoch },
      trainLoss: metrics.get("train_loss") ?? NaN,
      validationLoss: metrics.get("val_loss") ?? NaN,
      trainScore: metrics.get(`train_${name}`) ?? NaN,
      validationScore: metrics.get(`val_${name}`) ?? NaN,
    }),
    baseline({ train, validation }) {
      const { loss, score } = baselineScores({ task, train: train.targets, validation: validation.targets });
      return { baseline_loss: loss, [`baseline_${name}`]: score * scale };
    },
  };
}
