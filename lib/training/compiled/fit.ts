/**
 * The training loop on any target: epochs of shuffled batches in bursts of steps. It survives a lost device, stops early when
 * validation says so, and can be stopped and resumed without changing a bit of the result.
 */
import type { Clock } from "../../clock";
import { AppError, throwIfAborted } from "../../errors";
import { permutation, seededRandom } from "../../random";
import type { EngineEvent } from "../engine";
import type { NamedTensor } from "../layer-graph";
import type { LearningRate } from "../objective";
import { burstSizer, type BurstSizer } from "./burst";
import { checkRows } from "./check-data";
import { stateFromBytes, stateToBytes, trainingDigest } from "./checkpoint";
import type { DeviceRows, HostRows, PlanTarget } from "./device-plan";
import { evaluateRows, type Evaluation } from "./evaluate-rows";
import { isExhausted, judgeEpoch } from "./early-stopping";
import { fitMeter, type FitMeter } from "./fit-meter";
import type { Plan } from "./plan/plan";
import { openSession, readGoodState, type PlanSession } from "./plan-session";
import { stateTensors } from "./plan-tensors";
import { planSteps, PROGRESS_START, stepsPerEpoch, type Progress, type StepRules } from "./progress";
import { judgePlateau } from "./schedule";
import { snapshotKeeper, type Snapshot, type SnapshotKeeper } from "./snapshot";
import { isDeviceLost, onTarget, type TargetHost } from "./target-host";

/** A burst is as long as a cancel may wait. On a GPU each one ends with a read-back, so that it is worth more steps. */
const BURST_MS = { wasm: 40, webgpu: 80 } as const;

export interface PlanTraining {
  readonly host: TargetHost;
  readonly plan: Plan;
  /** Of the shuffles and of the random layers. */
  readonly seed: number;
  /** Weights and statistics to start from. */
  readonly initial: readonly NamedTensor[];
  readonly train: HostRows;
  /** Null judges the curve on the training rows. */
  readonly validation: HostRows | null;
  readonly epochs: number;
  readonly learningRate: LearningRate;
  /** Epochs without a better validation loss before it stops and gives the best weights; null trains on. */
  readonly patience: number | null;
  /** Scores right answers on the host, for a loss that has no such score on the device. */
  readonly scoresOnHost: boolean;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly checkpoint: PlanCheckpoint | null;
  /** A saved state of this training to go on from. */
  readonly resume: Uint8Array | null;
}

/** Asked at the end of an epoch and whenever a long epoch has been copied to the host. */
export interface PlanCheckpoint {
  readonly due: () => boolean;
  /** `tensors`: the best weights under early stopping, otherwise those of `state`. */
  readonly save: (tensors: readonly NamedTensor[], state: Uint8Array) => Promise<void>;
}

interface Fit {
  readonly training: PlanTraining;
  readonly rules: StepRules;
  readonly digest: string;
  readonly meter: FitMeter;
  readonly bursts: BurstSizer;
  readonly snapshots: SnapshotKeeper;
  session: PlanSession;
  progress: Progress;
  /** How often the device was lost since the last snapshot. */
  losses: number;
  /** Steps and epochs whose events went out: after a loss they are computed again, not told again. */
  told: { step: number; epoch: number };
}

/**
 * Trains and gives the weights: the best ones under early stopping, otherwise the last. When it fails or is cancelled, `keep` gets
 * the last good weights instead. Errors: `cancelled`; `data.too-few-rows`, `training.data-invalid`, `training.label-out-of-range` and
 * `training.does-not-fit` before anything is allocated; `training.loss-not-finite`, after the last good state
 * went to the checkpoint; `training.device-lost`, when the device was lost and there is no other, or twice within one snapshot;
 * those of resuming, see {@link stateFromBytes}.
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
    if (!finished) keep?.(tensorsOf(fit.training.plan, fit.snapshots.last()));
    fit.session.close();
  }
}

async function openFit(training: PlanTraining, target: PlanTarget): Promise<Fit> {
  const { plan, clock, seed, learningRate, train } = training;
  const digest = await trainingDigest({ plan, seed, rows: train.rows, learningRate });
  const resumed = training.resume && stateFromBytes(training.resume, digest);
  const session = await openSession(target, training);
  try {
    if (resumed) session.device.writeState(resumed.device);
    else session.device.writeTensors(training.initial);
    const progress = resumed?.progress ?? PROGRESS_START;
    const start = { progress, device: resumed?.device ?? (await session.device.readState()) };
    return {
      ...{ training, digest, session, progress, losses: 0, told: { step: -1, epoch: 0 } },
      rules: { ...training, rows: train.rows, batchSize: plan.batchSize, optimizer: plan.update.optimizer },
      ...{ meter: fitMeter(clock), bursts: burstSizer(BURST_MS[target.name]), snapshots: snapshotKeeper(start, clock) },
    };
  } catch (error) {
    session.close();
    throw error;
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

/** Copies the device's state to the host, unless it holds numbers that are not finite; says whether it did. */
async function snapshot(fit: Fit): Promise<boolean> {
  const startMs = fit.training.clock.nowMs();
  const device = await readGoodState(fit.session.device);
  if (!device) return false;
  fit.snapshots.put({ progress: fit.progress, device }, startMs);
  fit.losses = 0;
  return true;
}

async function saveIfDue(fit: Fit): Promise<void> {
  if (!fit.training.checkpoint?.due()) return;
  if (fit.snapshots.last().progress !== fit.progress) await snapshot(fit);
  await saveLast(fit);
}

async function saveLast({ training, digest, snapshots }: Fit): Promise<void> {
  const last = snapshots.last();
  await training.checkpoint?.save(tensorsOf(training.plan, last), stateToBytes({ digest, ...last }));
}

function tensorsOf(plan: Plan, { progress, device }: Snapshot): readonly NamedTensor[] {
  return progress.best ?? stateTensors(plan, device);
}

/** Saves the last good state and throws. A failure to save is the cause, the divergence is what is told. */
async function stopDiverged(fit: Fit, { epoch, stepInEpoch }: Progress): Promise<never> {
  const failure = await saveLast(fit).catch((error: unknown) => error);
  throw new AppError("training.loss-not-finite", { details: { epoch, step: stepInEpoch }, cause: failure });
}

/** After a lost device: the last snapshot on another device. Throws the error on when it is another one or nothing can be done. */
async function recover(fit: Fit, error: unknown): Promise<void> {
  const { training, session } = fit;
  if (!isDeviceLost(error) || fit.losses > 0) throw error;
  const target = await training.host.renew(session.target);
  if (!target) throw error;
  session.close();
  fit.losses++;
  fit.session = await openSession(target, training);
  const { progress, device } = fit.snapshots.last();
  fit.session.device.writeState(device);
  fit.progress = progress;
  fit.meter.reset();
}
