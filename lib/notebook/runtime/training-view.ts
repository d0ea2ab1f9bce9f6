/** A training in flight, folded from its events. */
import type { TrainingView } from "../result/cell-result";
import type { Run } from "../../tracking/run";
import type { TrainEvent } from "../executors/context";

/** Points of the curve that the page gets; a longer one is thinned evenly and keeps its ends. */
export const CURVE_POINTS = 400;

interface StepState {
  readonly view: TrainingView;
  readonly stepsPerEpoch: number;
}

export type TrainingFold = StepState | null;

/** The view after one more event; null before the training has started. */
export function foldTraining(state: TrainingFold, event: TrainEvent): TrainingFold {
  if (event.kind === "started") return { view: startedView(event), stepsPerEpoch: 0 };
  if (state === null) return null;
  const { view } = state;
  switch (event.kind) {
    case "backend":
      return { ...state, view: { ...view, backend: event.choice.chosen, device: event.choice.device } };
    case "step": {
      const left = (view.epochs - event.epoch + 1) * event.stepsPerEpoch - event.step;
      const secondsLeft = event.stepsPerSecond > 0 ? Math.max(0, left / event.stepsPerSecond) : null;
      const { stepsPerSecond, stepsPerEpoch } = event;
      return { stepsPerEpoch, view: { ...view, stepsPerSecond, secondsLeft } };
    }
    case "epoch": {
      const { epoch, trainLoss, validationLoss, trainScore, validationScore } = event;
      const point = { epoch, trainLoss, validationLoss, trainScore, validationScore };
      const epochsLeft = Math.max(0, view.epochs - view.curve.length - 1);
      const perSecond = view.stepsPerSecond ?? 0;
      const secondsLeft = perSecond > 0 ? (epochsLeft * state.stepsPerEpoch) / perSecond : view.secondsLeft;
      return { ...state, view: { ...view, epoch, secondsLeft, curve: [...view.curve, point] } };
    }
  }
}

/** The view with at most {@link CURVE_POINTS} points. */
export function thinned(view: TrainingView): TrainingView {
  const { curve } = view;
  if (curve.length <= CURVE_POINTS) return view;
  const stride = (curve.length - 1) / (CURVE_POINTS - 1);
  const kept = Array.from({ length: CURVE_POINTS }, (_, index) => curve[Math.round(index * stride)]);
  return { ...view, curve: kept.filter((point) => point !== undefined) };
}

function startedView(event: { readonly runId: string; readonly epochs: number }): TrainingView {
  return {
    runId: event.runId,
    backend: null,
    device: null,
    epoch: 0,
    epochs: event.epochs,
    stepsPerSecond: null,
    secondsLeft: null,
    curve: [],
  };
}

/** Of a run that another tab trains: what its record and its curve, as they are stored so far, tell. */
export function storedTraining(run: Run, curve: TrainingView["curve"], nowMs: number): TrainingView {
  const epochs = Number(run.params["epochs"] ?? 0);
  const epoch = curve.at(-1)?.epoch ?? 0;
  const perEpochMs = epoch > 0 ? (nowMs - run.startTimeMs) / epoch : null;
  return {
    runId: run.id,
    backend: run.backend?.chosen ?? null,
    device: run.backend?.device ?? null,
    epoch,
    epochs,
    stepsPerSecond: null,
    secondsLeft: perEpochMs === null ? null : (Math.max(0, epochs - epoch) * perEpochMs) / 1000,
    curve,
  };
}
