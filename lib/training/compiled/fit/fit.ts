/**
 * The training loop on any target: epochs of shuffled batches in bursts of steps. It survives a lost device, stops early when
 * validation says so, and can be stopped and resumed without changing a bit of the result.
 */
import { AppError, throwIfAborted } from "../../../errors";
import { permutation, seededRandom } from "../../../random";
import type { EngineEvent } from "../../engine";
import type { NamedTensor } from "../../layer-graph";
import { checkRows } from "./check-data";
import type { DeviceRows, HostRows } from "../device-plan";
import { isExhausted, judgeEpoch } from "./early-stopping";
import { evaluateRows, type Evaluation } from "./evaluate-rows";
import {
  lastTensors,
  openFit,
  recover,
  saveIfDue,
  snapshot,
  stopDiverged,
  type Fit,
  type PlanTraining,
} from "./fit-state";
import { planSteps, stepsPerEpoch } from "./progress";
import { judgePlateau } from "./schedule";
import { onTarget } from "../target-host";

/**
 * Trains and gives the weights: the best ones under early stopping, otherwise the last. When it fails or is cancelled, `keep` gets
 * the last good weights instead. Errors: `cancelled`; `data.too-few-rows`, `training.data-invalid`, `training.label-out-of-range` and
 * `training.does-not-fit` before anything is allocated; `training.loss-not-finite`, after the last good state
 * went to the checkpoint; `training.device-lost`, when the device was lost and there is no other, or twice within one snapshot;
 * those of resuming, see `checkpoint.ts`.
 */
export async function* fitPlan(
  training: PlanTraining,
  keep?: (tensors: readonly NamedTensor[]) => void,
): AsyncGenerator<EngineEvent, readonly NamedTensor[]> {
  throwIfAborted(training.signal);
  if (training.train.rows === 0) throw new AppError("data.too-few-rows", { details: { rows: 0 } });
  checkRows(training.plan, training.train);
  if (training.validation) checkRows(training.plan, training.validation);
  const fit = await onTarget(training.host, (target) => openFit(training, target));
  let finished = false;
  try {
    for (;;) {
      try {
        const tensors = yield* runEpochs(fit);
        finished = true;
        return tensors;
      } catch (error) {
        await recover(fit, error);
      }
    }
  } finally {
    if (!finished) keep?.(lastTensors(fit));
    fit.session.close();
  }
}

async function* runEpochs(fit: Fit): AsyncGenerator<EngineEvent, readonly NamedTensor[]> {
  const { training, meter } = fit;
  while (fit.progress.epoch <= training.epochs && !isExhausted(fit.progress.stopping, training.patience)) {
    yield* runSteps(fit);
    const event = await endEpoch(fit);
    if (event.epoch > fit.told.epoch) {
      fit.told.epoch = event.epoch;
      yield event;
    }
    await saveIfDue(fit);
    await meter.breathe();
  }
  return fit.progress.best ?? fit.session.device.readTensors();
}

async function* runSteps(fit: Fit): AsyncGenerator<EngineEvent, void> {
  const { training, rules, session, meter } = fit;
  const perEpoch = stepsPerEpoch(rules);
  const random = seededRandom(training.seed).fork(`shuffle/${fit.progress.epoch}`);
  session.device.setOrder(session.train, permutation(rules.rows, random));
  while (fit.progress.stepInEpoch < perEpoch) {
    throwIfAborted(training.signal);
    await runBurst(fit);
    const { epoch, stepInEpoch: step } = fit.progress;
    const reading = meter.read();
    const done = (epoch - 1) * perEpoch + step;
    if (reading && done > fit.told.step) {
      fit.told.step = done;
      yield { kind: "step", epoch, step, stepsPerEpoch: perEpoch, ...reading };
    }
    if (fit.snapshots.isDue("step") && (await snapshot(fit))) await saveIfDue(fit);
    await meter.breathe();
  }
}

async function runBurst(fit: Fit): Promise<void> {
  const { bursts, training, meter } = fit;
  const { steps, after } = planSteps(fit.progress, fit.rules, bursts.next());
  const startMs = training.clock.nowMs();
  const result = await fit.session.device.run(steps);
  bursts.took(steps.length, training.clock.nowMs() - startMs);
  if (!Number.isFinite(result.lossSum)) await stopDiverged(fit, after);
  meter.add(result.lossSum, result.steps);
  fit.progress = after;
}

type EpochEvent = Extract<EngineEvent, { kind: "epoch" }>;

/** Scores both parts and judges the epoch; afterwards the next one is under way. */
async function endEpoch(fit: Fit): Promise<EpochEvent> {
  const { training, session, progress } = fit;
  const train = await evaluate(fit, session.train, training.train);
  const validation = training.validation ? await evaluate(fit, session.validation, training.validation) : train;
  if (!Number.isFinite(train.loss + validation.loss)) await stopDiverged(fit, progress);

  const { state: stopping, best } = judgeEpoch(progress.stopping, validation.loss);
  const keepsBest = best && training.patience !== null;
  fit.progress = {
    ...{ epoch: progress.epoch + 1, stepInEpoch: 0, powers: progress.powers, stopping },
    plateau: judgePlateau(progress.plateau, validation.loss, training.learningRate.schedule),
    best: keepsBest ? await session.device.readTensors() : progress.best,
  };
  if (fit.snapshots.isDue("epoch")) await snapshot(fit);
  return {
    ...{ kind: "epoch", epoch: progress.epoch, best, trainLoss: train.loss, validationLoss: validation.loss },
    ...{ trainScore: train.score, validationScore: validation.score },
  };
}

function evaluate({ training, session }: Fit, data: DeviceRows, host: HostRows): Promise<Evaluation> {
  const { scoresOnHost, signal } = training;
  return evaluateRows(session.device, { target: session.target.name, data, host, scoresOnHost, signal });
}
