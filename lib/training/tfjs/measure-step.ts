/** What one training step takes on a backend. */
import * as tf from "@tensorflow/tfjs-core";
import type { Clock } from "../../clock";
import { nextTask } from "../../data/read/next-task";
import { throwIfAborted } from "../../errors";
import type { StepTrial } from "../engine";
import { firstRows } from "../first-rows";
import type { OpenBackend } from "./backend";
import { buildNetwork, variablesOf } from "./build";
import { uploadData } from "./device-data";
import { lossFor } from "./loss";
import { optimizerFor } from "./optimizer";
import { trainStep } from "./train-step";

const MEASURE_MS = 100;
const MEASURE_STEPS = 20;

/** Milliseconds per training step on one batch, after one step that compiles. Throws `cancelled` when aborted. */
export async function measureStep(
  trial: StepTrial,
  { backend, clock }: { readonly backend: OpenBackend; readonly clock: Clock },
): Promise<number> {
  const { spec, params, signal } = trial;
  throwIfAborted(signal);
  backend.activate();
  const network = buildNetwork(spec, params.seed);
  const data = uploadData(spec, firstRows(trial.data, params.batchSize));
  const rows = tf.tensor1d(
    Int32Array.from({ length: data.rows }, (_, index) => index),
    "int32",
  );
  const optimizer = optimizerFor(params);
  const loss = lossFor(spec, params.loss);
  const step = () => trainStep({ network, optimizer, loss, data, rows, dropoutSeed: "measure" });
  try {
    const startMs = clock.nowMs();
    await backend.read(step());
    // Steps in threes: a training does not wait for every step either. A slow step is measured alone.
    const burst = clock.nowMs() - startMs > MEASURE_MS ? 1 : 3;
    return await timed({ step, burst, backend, clock, signal });
  } finally {
    optimizer.dispose();
    tf.dispose([...variablesOf(network), rows]);
    data.dispose();
  }
}

interface Timing {
  readonly step: () => tf.Scalar;
  /** Steps that are started before one is read back. */
  readonly burst: number;
  readonly backend: OpenBackend;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

async function timed({ step, burst, backend, clock, signal }: Timing): Promise<number> {
  const startMs = clock.nowMs();
  let steps = 0;
  while (steps < MEASURE_STEPS && (steps === 0 || clock.nowMs() - startMs < MEASURE_MS)) {
    throwIfAborted(signal);
    backend.activate();
    for (let ahead = 1; ahead < burst; ahead++) step().dispose();
    await backend.read(step());
    steps += burst;
  }
  const ms = (clock.nowMs() - startMs) / steps;
  await nextTask();
  return ms;
}
