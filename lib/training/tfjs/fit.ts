/** The training loop: epochs of shuffled batches, read back rarely, stopped early when validation says so. */
import * as tf from "@tensorflow/tfjs-core";
import type { Clock } from "../../clock";
import { nextTask } from "../../data/read/next-task";
import { AppError, throwIfAborted } from "../../errors";
import { permutation, seededRandom } from "../../random";
import type { EngineEvent, FitOptions } from "../engine";
import type { TrainedNetwork } from "../model-spec";
import type { OpenBackend } from "./backend";
import { readWeights, variablesOf, type Network } from "./build";
import { uploadData, type DeviceData } from "./device-data";
import { lossFor, type Loss } from "./loss";
import { optimizerFor } from "./optimizer";
import { scorePart, trainStep } from "./train-step";

const READ_INTERVAL_MS = 100;
const YIELD_INTERVAL_MS = 25;

interface FitState {
  readonly network: Network;
  readonly backend: OpenBackend;
  readonly clock: Clock;
  readonly options: FitOptions;
  readonly train: DeviceData;
  readonly validation: DeviceData;
  readonly loss: Loss;
  readonly optimizer: tf.Optimizer;
  readonly stepsPerEpoch: number;
  readonly meter: Meter;
}

/** What has happened since the last read-back. */
interface Meter {
  lossSum: tf.Scalar | null;
  steps: number;
  readAtMs: number;
  yieldedAtMs: number;
}

/** Trains the network in place. Errors: `cancelled`, `training.loss-not-finite`, `training.device-lost`. */
export async function* fitNetwork(
  network: Network,
  options: FitOptions,
  runtime: { readonly backend: OpenBackend; readonly clock: Clock },
): AsyncGenerator<EngineEvent, TrainedNetwork> {
  const state = openFit(network, options, runtime);
  const best = bestKeeper(state);
  try {
    for (let epoch = 1; epoch <= options.params.epochs; epoch++) {
      yield* runEpoch(state, epoch);
      const event = best.judge(await endEpoch(state, epoch));
      yield event;
      if (options.checkpoint?.due()) await options.checkpoint.save(await best.network(), null);
      if (best.exhausted()) break;
      await maybeYield(state);
    }
    best.restore();
    return await best.network();
  } finally {
    best.dispose();
    closeFit(state);
  }
}

function openFit(
  network: Network,
  options: FitOptions,
  { backend, clock }: { readonly backend: OpenBackend; readonly clock: Clock },
): FitState {
  const loss = lossFor(network.spec, options.params.loss);
  backend.activate();
  const train = uploadData(network.spec, options.train);
  // Without validation rows the curve is judged on the training rows.
  const validation = options.validation.targets.length > 0 ? uploadData(network.spec, options.validation) : train;
  const nowMs = clock.nowMs();
  return {
    network,
    backend,
    clock,
    options,
    train,
    validation,
    loss,
    optimizer: optimizerFor(options.params),
    stepsPerEpoch: Math.ceil(train.rows / options.params.batchSize),
    meter: { lossSum: null, steps: 0, readAtMs: nowMs, yieldedAtMs: nowMs },
  };
}

function closeFit({ train, validation, optimizer, meter }: FitState): void {
  meter.lossSum?.dispose();
  optimizer.dispose();
  train.dispose();
  if (validation !== train) validation.dispose();
}

async function* runEpoch(state: FitState, epoch: number): AsyncGenerator<EngineEvent, void> {
  const { backend, train, options, stepsPerEpoch } = state;
  const { batchSize, seed } = options.params;
  const order = permutation(train.rows, seededRandom(seed).fork(`shuffle/${epoch}`));
  backend.activate();
  const shuffled = tf.tensor1d(new Int32Array(order), "int32");
  try {
    for (let step = 1; step <= stepsPerEpoch; step++) {
      throwIfAborted(options.signal);
      backend.activate();
      const start = (step - 1) * batchSize;
      const length = Math.min(batchSize, train.rows - start);
      addLoss(state, () =>
        trainStep({
          ...{ network: state.network, optimizer: state.optimizer, loss: state.loss, data: train },
          rows: tf.slice1d(shuffled, start, length),
          dropoutSeed: `${seed}/${epoch}/${step}`,
        }),
      );
      const event = await maybeRead(state, epoch, step);
      if (event) yield event;
      else await maybeYield(state);
    }
  } finally {
    shuffled.dispose();
  }
}

function addLoss({ meter }: FitState, step: () => tf.Scalar): void {
  const before = meter.lossSum;
  meter.lossSum = tf.tidy(() => (before ? tf.add(before, step()) : step()));
  before?.dispose();
  meter.steps++;
}

/** Reads the running loss when 100 ms have passed: each read waits for the device, so it must be rare. */
async function maybeRead(state: FitState, epoch: number, step: number): Promise<EngineEvent | null> {
  const { meter, clock, backend, stepsPerEpoch } = state;
  if (!meter.lossSum || clock.nowMs() - meter.readAtMs < READ_INTERVAL_MS) return null;
  const { lossSum, steps, readAtMs } = meter;
  meter.lossSum = null;
  meter.steps = 0;
  const loss = (await backend.read(lossSum))[0]! / steps;
  await nextTask();
  meter.readAtMs = meter.yieldedAtMs = clock.nowMs();
  assertFinite(loss, epoch, step);
  const stepsPerSecond = (steps * 1000) / (meter.readAtMs - readAtMs);
  return { kind: "step", epoch, step, stepsPerEpoch, loss, stepsPerSecond };
}

/** Lets messages in: a cancel waits in the event queue while the loop computes. */
async function maybeYield({ meter, clock }: FitState): Promise<void> {
  if (clock.nowMs() - meter.yieldedAtMs < YIELD_INTERVAL_MS) return;
  await nextTask();
  meter.yieldedAtMs = clock.nowMs();
}

type EpochEvent = Extract<EngineEvent, { kind: "epoch" }>;

/** Scores both parts with one read-back. */
async function endEpoch(state: FitState, epoch: number): Promise<Omit<EpochEvent, "best">> {
  const { network, loss, train, validation, backend, options } = state;
  throwIfAborted(options.signal);
  backend.activate();
  const both = tf.tidy(() => {
    const trainScores = scorePart(network, loss, train);
    return tf.concat([trainScores, validation === train ? trainScores : scorePart(network, loss, validation)]);
  });
  const [trainLoss, trainScore, validationLoss, validationScore] = await backend.read(both);
  for (const value of [trainLoss!, validationLoss!]) assertFinite(value, epoch, state.stepsPerEpoch);
  const score = (value: number) => (network.spec.task === "regression" ? Math.sqrt(value) : value);
  return {
    kind: "epoch",
    epoch,
    trainLoss: trainLoss!,
    validationLoss: validationLoss!,
    trainScore: score(trainScore!),
    validationScore: score(validationScore!),
  };
}

function assertFinite(loss: number, epoch: number, step: number): void {
  if (!Number.isFinite(loss)) throw new AppError("training.loss-not-finite", { details: { epoch, step } });
}

/** Remembers the weights of the best epoch, when early stopping wants them back. */
function bestKeeper({ network, options, backend }: FitState) {
  const patience = options.params.earlyStopping?.patience ?? null;
  let bestLoss = Infinity;
  let epochsSince = 0;
  let kept: tf.Tensor[] = [];

  const keep = () => {
    backend.activate();
    tf.dispose(kept);
    // A clone shares its bytes: an optimiser replaces a variable's bytes, it never writes into them.
    kept = variablesOf(network).map((variable) => tf.clone(variable));
  };
  return {
    judge(event: Omit<EpochEvent, "best">): EpochEvent {
      const best = event.validationLoss < bestLoss;
      epochsSince = best ? 0 : epochsSince + 1;
      if (best) bestLoss = event.validationLoss;
      if (best && patience !== null) keep();
      return { ...event, best };
    },
    exhausted: () => patience !== null && epochsSince >= patience,
    /** The best weights under early stopping, the latest without. */
    network: (): Promise<TrainedNetwork> =>
      readWeights(network, kept.length > 0 ? kept : variablesOf(network), backend),
    /** Puts those weights back into the network, so that it predicts with what is returned. */
    restore() {
      backend.activate();
      variablesOf(network).forEach((variable, index) => kept[index] && variable.assign(kept[index]));
    },
    dispose: () => tf.dispose(kept),
  };
}
