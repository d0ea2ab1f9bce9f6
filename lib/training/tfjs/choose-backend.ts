/** Chooses where a model trains by measuring its own training step, within a small time budget. */
import * as tf from "@tensorflow/tfjs-core";
import type { Clock } from "../../clock";
import { nextTask } from "../../data/next-task";
import { AppError, throwIfAborted } from "../../errors";
import type { ChosenEngine, EngineRequest } from "../choose-engine";
import type { BackendChoice, BackendMeasurement, EngineData } from "../engine";
import type { BackendName, TfjsBackendName } from "../model-spec";
import { openBackend, type OpenBackend, type TfjsSetup } from "./backend";
import { buildNetwork, variablesOf } from "./build";
import { uploadData } from "./device-data";
import { tfjsEngine } from "./engine";
import { lossFor } from "./loss";
import { optimizerFor } from "./optimizer";
import { trainStep } from "./train-step";

/** All measuring together: short enough that the first epoch of a small model is not felt to wait. */
const BUDGET_MS = 1_200;
/** What one backend may use once it is open, after its first (compiling) step. */
const MEASURE_MS = 100;
const MEASURE_STEPS = 20;
/** A wasm step slower than this is arithmetic, not overhead: plain JavaScript is slower still, and cannot be interrupted. */
const HEAVY_STEP_MS = 25;
/** The processor first: it starts at once and wins on small models. */
const CANDIDATES: readonly TfjsBackendName[] = ["wasm", "cpu", "webgpu", "webgl"];
const PROCESSOR: readonly BackendName[] = ["wasm", "cpu"];
/** A GPU must be faster by more than this share to be worth its start-up and the fan. */
const TIE = 0.1;

export interface ChooseOptions extends Omit<EngineRequest, "signal"> {
  readonly setup: TfjsSetup;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly budgetMs?: number;
}

/** The engine for a training. A pinned backend is used or refused (`training.backend-unavailable`); `auto` measures. */
export async function chooseBackend(options: ChooseOptions): Promise<ChosenEngine> {
  const { backend: wanted } = options.params;
  lossFor(options.spec, options.params.loss); // a loss that does not fit the task is no backend's fault
  if (wanted === "compiled-wasm" || wanted === "compiled-webgpu") {
    throw new AppError("training.backend-unavailable", { details: { backend: wanted } });
  }
  if (wanted !== "auto") return pinned(wanted, options);
  const measured = await measureCandidates(options);
  const best = pickFastest(measured.map(({ line }) => line));
  const opened = measured.find(({ line }) => line === best)?.opened;
  if (!best || !opened) throw new AppError("training.backend-unavailable", { details: { backend: wanted } });
  const available = measured.filter(({ line }) => line.outcome === "measured");
  return {
    engine: tfjsEngine(opened, options.clock),
    choice: {
      chosen: opened.name,
      device: opened.device,
      reason: available.length > 1 ? "measured" : "only-one",
      measurements: measured.map(({ line }) => line),
    },
  };
}

/** The fastest line; the processor when it is within 10 % of the fastest. */
export function pickFastest(lines: readonly BackendMeasurement[]): BackendMeasurement | null {
  const fastest = (candidates: readonly BackendMeasurement[]) =>
    candidates.reduce<BackendMeasurement | null>(
      (best, line) => (line.msPerStep !== null && line.msPerStep < (best?.msPerStep ?? Infinity) ? line : best),
      null,
    );
  const overall = fastest(lines);
  const processor = fastest(lines.filter((line) => PROCESSOR.includes(line.backend)));
  if (!overall || !processor) return overall;
  const limit = (overall.msPerStep ?? 0) * (1 + TIE);
  return (processor.msPerStep ?? Infinity) <= limit ? processor : overall;
}

async function pinned(name: TfjsBackendName, { setup, clock }: ChooseOptions): Promise<ChosenEngine> {
  const opened = await openBackend(name, setup);
  if (!opened) throw new AppError("training.backend-unavailable", { details: { backend: name } });
  const choice: BackendChoice = { chosen: name, device: opened.device, reason: "pinned", measurements: [] };
  return { engine: tfjsEngine(opened, clock), choice };
}

interface Measured {
  readonly line: BackendMeasurement;
  readonly opened: OpenBackend | null;
}

async function measureCandidates(options: ChooseOptions): Promise<readonly Measured[]> {
  const { clock, signal, budgetMs = BUDGET_MS } = options;
  const deadlineMs = clock.nowMs() + budgetMs;
  const measured: Measured[] = [];
  for (const name of CANDIDATES) {
    throwIfAborted(signal);
    const found = measured.some(({ opened }) => opened !== null);
    const leftMs = found ? deadlineMs - clock.nowMs() : Infinity; // something must train: the first waits as long as it takes
    const worthIt = name !== "cpu" || !measured.some(({ line }) => (line.msPerStep ?? 0) > HEAVY_STEP_MS);
    const result = worthIt ? await withinBudget((late) => measureOne(name, options, late), leftMs) : "late";
    measured.push(result === "late" ? { line: line(name, "not-tried", null, ""), opened: null } : result);
  }
  return measured;
}

async function measureOne(name: TfjsBackendName, options: ChooseOptions, late: AbortSignal): Promise<Measured> {
  const opened = await openBackend(name, options.setup);
  const ms = opened && (await stepTime(opened, options, late).catch(() => null));
  if (!opened || ms === null) return { line: line(name, "unavailable", null, ""), opened: null };
  return { line: line(name, "measured", ms, opened.device), opened };
}

function line(
  backend: BackendName,
  outcome: BackendMeasurement["outcome"],
  msPerStep: number | null,
  device: string,
): BackendMeasurement {
  return { backend, outcome, msPerStep, device };
}

/**
 * The work's result, or `late` when it takes longer: then its signal is aborted, and it stops before its next step. A backend
 * that was still opening finishes on its own and is ready the next time.
 */
async function withinBudget<T>(work: (late: AbortSignal) => Promise<T>, budgetMs: number): Promise<T | "late"> {
  const controller = new AbortController();
  if (budgetMs === Infinity) return work(controller.signal);
  if (budgetMs <= 0) return "late";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => {
      controller.abort();
      resolve("late");
    }, budgetMs);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds per training step on one batch of the user's data, after one step that compiles. Throws `cancelled` when late. */
async function stepTime(backend: OpenBackend, options: ChooseOptions, late: AbortSignal): Promise<number> {
  throwIfAborted(late);
  const { spec, params, clock } = options;
  backend.activate();
  const network = buildNetwork(spec, params.seed);
  const data = uploadData(spec, firstRows(options.data, params.batchSize));
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
    return await timed({ step, burst, backend, clock, late });
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
  readonly late: AbortSignal;
}

async function timed({ step, burst, backend, clock, late }: Timing): Promise<number> {
  const startMs = clock.nowMs();
  let steps = 0;
  while (steps < MEASURE_STEPS && (steps === 0 || clock.nowMs() - startMs < MEASURE_MS)) {
    throwIfAborted(late);
    backend.activate();
    for (let ahead = 1; ahead < burst; ahead++) step().dispose();
    await backend.read(step());
    steps += burst;
  }
  const ms = (clock.nowMs() - startMs) / steps;
  await nextTask();
  return ms;
}

function firstRows(data: EngineData, count: number): EngineData {
  const rowCount = Math.min(count, data.targets.length);
  const columns = data.features.columns.map((column) => column.subarray(0, rowCount));
  return { features: { ...data.features, rowCount, columns }, targets: data.targets.subarray(0, rowCount) };
}
