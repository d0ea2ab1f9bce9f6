/** The fit of a run: what the engine tells, epoch by epoch, becomes metrics, progress and checkpoints. */
import type { Clock } from "../clock";
import { canonicalJson } from "../digest";
import type { OnProgress } from "../progress";
import type { EngineEvent, EngineModel } from "../training/engine";
import type { TrainedNetwork, TrainParams } from "../training/model-spec";
import { networkToFile } from "../training/network-file";
import { ARTIFACTS } from "./artifacts";
import type { EarlierTraining } from "./resume";
import type { RunData } from "./run-data";
import type { RunRecorder } from "./run-recorder";
import type { TaskScores } from "./task-scores";

const CHECKPOINT_MS = 10_000;

export interface RunFit {
  readonly model: EngineModel;
  readonly data: RunData;
  readonly params: TrainParams;
  readonly scores: TaskScores;
  readonly recorder: RunRecorder;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The training that this one goes on with. */
  readonly earlier: EarlierTraining | null;
  readonly onProgress?: OnProgress;
  readonly onEvent?: (event: EngineEvent) => void;
}

/** Fits to the end and gives the trained network. The last metrics wait in the recorder. Errors: those of the engine. */
export async function fitRun(fit: RunFit): Promise<TrainedNetwork> {
  const { params, recorder, data, model, scores, earlier } = fit;
  const { epochs } = params;
  const events = model.fit({
    train: data.train,
    validation: data.validation,
    params,
    signal: fit.signal,
    checkpoint: checkpointEvery(fit),
    ...(earlier ? { resume: earlier.state } : {}),
  });
  fit.onProgress?.({ phase: "training", done: earlier?.finishedEpochs ?? 0, total: epochs });
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
    const event = scores.rescale(next.value);
    fit.onEvent?.(event);
    await recorder.heartbeat();
    if (event.kind !== "epoch") continue;
    await recorder.metrics(event.epoch, scores.epoch(event));
    fit.onProgress?.({ phase: "training", done: event.epoch, total: epochs });
  }
}

/** The first epoch, then every 10 s: what is left when the tab closes in the middle. */
function checkpointEvery({ clock, recorder }: RunFit) {
  let savedAtMs = -Infinity;
  return {
    due: () => clock.nowMs() - savedAtMs >= CHECKPOINT_MS,
    save: async (network: TrainedNetwork, state: Uint8Array | null) => {
      savedAtMs = clock.nowMs();
      const { header, bytes } = networkToFile(network);
      await recorder.jsonArtifact(ARTIFACTS.network, canonicalJson(header));
      await recorder.artifact(ARTIFACTS.checkpoint, bytes);
      if (state === null) return;
      // A resumed run takes over the metrics of the epochs before the state: they must not be missing.
      await recorder.flush();
      await recorder.artifact(ARTIFACTS.trainingState, state);
    },
  };
}
