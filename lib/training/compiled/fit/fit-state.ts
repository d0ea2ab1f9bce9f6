/** A training under way on a device: how it is opened, copied to the host, saved, and brought back after a loss. */
import type { Clock } from "../../../clock";
import { AppError } from "../../../errors";
import type { NamedTensor } from "../../layer-graph";
import type { LearningRate } from "../../objective";
import { burstSizer, type BurstSizer } from "./burst";
import { stateFromBytes, stateToBytes, trainingDigest } from "./checkpoint";
import type { HostRows, PlanTarget } from "../device-plan";
import { fitMeter, type FitMeter } from "./fit-meter";
import type { Plan } from "../plan/plan";
import { openSession, readGoodState, type PlanSession } from "../plan-session";
import { stateTensors } from "../plan-tensors";
import { PROGRESS_START, type Progress, type StepRules } from "./progress";
import { snapshotKeeper, type SnapshotKeeper } from "./snapshot";
import { isDeviceLost, type TargetHost } from "../target-host";

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

export interface Fit {
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

/** Places the training and puts its start, or the saved state, on the device. */
export async function openFit(training: PlanTraining, target: PlanTarget): Promise<Fit> {
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

/** Copies the device's state to the host, unless it holds numbers that are not finite; says whether it did. */
export async function snapshot(fit: Fit): Promise<boolean> {
  const startMs = fit.training.clock.nowMs();
  const device = await readGoodState(fit.session.device);
  if (!device) return false;
  fit.snapshots.put({ progress: fit.progress, device }, startMs);
  fit.losses = 0;
  return true;
}

/** The current state to the checkpoint, when one is due. */
export async function saveIfDue(fit: Fit): Promise<void> {
  if (!fit.training.checkpoint?.due()) return;
  if (fit.snapshots.last().progress !== fit.progress) await snapshot(fit);
  await saveLast(fit);
}

async function saveLast(fit: Fit): Promise<void> {
  const state = stateToBytes({ digest: fit.digest, ...fit.snapshots.last() });
  await fit.training.checkpoint?.save(lastTensors(fit), state);
}

/** What a training that ends here has to give: the best weights under early stopping, otherwise those of the last copy. */
export function lastTensors({ training, snapshots }: Fit): readonly NamedTensor[] {
  const { progress, device } = snapshots.last();
  return progress.best ?? stateTensors(training.plan, device);
}

/** Saves the last good state and throws. A failure to save is the cause, the divergence is what is told. */
export async function stopDiverged(fit: Fit, { epoch, stepInEpoch }: Progress): Promise<never> {
  const failure = await saveLast(fit).catch((error: unknown) => error);
  throw new AppError("training.loss-not-finite", { details: { epoch, step: stepInEpoch }, cause: failure });
}

/** After a lost device: the last snapshot on another device. Throws the error on when it is another one or nothing can be done. */
export async function recover(fit: Fit, error: unknown): Promise<void> {
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
