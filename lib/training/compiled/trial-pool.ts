/** A pool of threads for trials: each free thread takes the next trial, so that long and short ones even out. */
import { throwIfAborted, toWire } from "../../errors";
import type { Engine } from "../engine";
import type {
  RunTrials,
  RunTrialsOptions,
  SpawnTrialWorker,
  Trial,
  TrialEpoch,
  TrialOutcome,
  TrialResult,
  TrialRunOptions,
  TrialWorker,
} from "../trials";

/** The port on threads that `spawn` starts. A thread that crashes fails its trial only: another takes its place. */
export function trialPool(spawn: SpawnTrialWorker): RunTrials {
  return async (trials, options) => {
    const outcomes: TrialOutcome[] = trials.map(() => ({ kind: "cancelled" }));
    const queue = [...trials.entries()];
    const lanes = Math.max(1, Math.min(options.workers, trials.length));
    await Promise.all(Array.from({ length: lanes }, () => runLane({ spawn, queue, outcomes, options })));
    return outcomes;
  };
}

interface Lane {
  readonly spawn: SpawnTrialWorker;
  /** Trials that wait, shared by all lanes. */
  readonly queue: [number, Trial][];
  readonly outcomes: TrialOutcome[];
  readonly options: RunTrialsOptions;
}

async function runLane({ spawn, queue, outcomes, options }: Lane): Promise<void> {
  const seat = workerSeat(spawn);
  const tell = (event: Parameters<NonNullable<RunTrialsOptions["onEvent"]>>[0]) => options.onEvent?.(event);
  try {
    for (let next = queue.shift(); next && !options.signal.aborted; next = queue.shift()) {
      const [index, trial] = next;
      tell({ kind: "started", trial: index });
      const onEvent: TrialRunOptions["onEvent"] = (event) => tell({ kind: "progress", trial: index, event });
      const outcome = await runOn(seat.worker, trial, { signal: options.signal, onEvent });
      if (isCrash(outcome)) seat.leave();
      outcomes[index] = outcome;
      tell({ kind: "ended", trial: index, outcome });
    }
  } finally {
    seat.leave();
  }
}

/** A place for one thread, which starts when it is first needed. */
function workerSeat(spawn: SpawnTrialWorker): { readonly worker: () => TrialWorker; readonly leave: () => void } {
  const seat: { taken: TrialWorker | null } = { taken: null };
  return {
    worker: () => (seat.taken ??= spawn()),
    leave() {
      seat.taken?.dispose();
      seat.taken = null;
    },
  };
}

async function runOn(worker: () => TrialWorker, trial: Trial, options: TrialRunOptions): Promise<TrialOutcome> {
  try {
    return { kind: "done", ...(await worker().run(trial, options)) };
  } catch (error) {
    const wire = toWire(error);
    return wire.code === "cancelled" ? { kind: "cancelled" } : { kind: "failed", error: wire };
  }
}

function isCrash(outcome: TrialOutcome): boolean {
  return outcome.kind === "failed" && outcome.error.code.startsWith("worker.");
}

/** A trial on an engine: what a thread does. Errors: those of {@link Engine.build} and of fitting. */
export async function runTrial(engine: Engine, trial: Trial, options: TrialRunOptions): Promise<TrialResult> {
  throwIfAborted(options.signal);
  const { spec, params, train, validation } = trial;
  const model = engine.build(spec, { seed: params.seed });
  try {
    const epochs: TrialEpoch[] = [];
    const fit = model.fit({ train, validation, params, signal: options.signal });
    for (;;) {
      const next = await fit.next();
      if (next.done) return { network: next.value, epochs };
      if (next.value.kind === "epoch") epochs.push(next.value);
      options.onEvent(next.value);
    }
  } finally {
    model.dispose();
  }
}
