/**
 * Chooses where a model trains by measuring its own training step. A small model starts at once: a candidate is tried only while it
 * cannot delay the first epoch.
 */
import type { Clock } from "../clock";
import { AppError, throwIfAborted } from "../errors";
import type { ChosenEngine, EngineRequest } from "./choose-engine";
import type { BackendChoice, BackendMeasurement, Engine } from "./engine";
import type { BackendName } from "./model-spec";
import { objectiveOf } from "./network-graph";

/** All measuring together: short enough that the first epoch of a small model is not felt to wait. */
const BUDGET_MS = 1_200;
/** What a candidate may use once it is open. */
const MEASURE_MS = 100;
/** A step slower than this is arithmetic, not overhead: plain JavaScript is slower still, and cannot be interrupted. */
const HEAVY_STEP_MS = 25;
const PROCESSOR: readonly BackendName[] = ["compiled-wasm", "wasm", "cpu"];
/** A GPU must be faster by more than this share to be worth its start-up and the fan. */
const TIE = 0.1;

/** A way to train that this machine may have. */
export interface Candidate {
  readonly backend: BackendName;
  /** What of this training it does not have, by name; null when it has everything. Told without opening it. */
  readonly lacks: (request: EngineRequest) => string | null;
  /** What opening it takes as a rule. */
  readonly opensInMs: number;
  /** Null when this machine does not have it, or it fails its trial. Asked again, it gives the same engine. */
  readonly open: () => Promise<Engine | null>;
}

export interface Picker {
  /** In the order in which they are tried: the processor first, it starts at once and wins on small models. */
  readonly candidates: readonly Candidate[];
  /** The engine whose bits are the same on every machine. */
  readonly reproducible: Candidate;
  readonly clock: Clock;
  /** Absent: 1.2 s in all, and no candidate that would delay the first epoch. Given: every candidate is tried within it. */
  readonly budgetMs?: number;
}

/**
 * The engine for a training, and why. A reproducible training has one engine. What an earlier run stored is used again while it is
 * here. A pinned backend is used or refused (`training.backend-unavailable`, `training.uncovered`); `auto` measures.
 */
export async function pickEngine(request: EngineRequest, picker: Picker): Promise<ChosenEngine> {
  const { params, reuse } = request;
  objectiveOf(request.spec, params); // a loss that does not fit the task is no engine's fault
  if (params.reproducible) return reproducible(request, picker);
  const stored = reuse === null ? null : await opened(candidateOf(picker, reuse), request).catch(() => null);
  if (stored) return { engine: stored, choice: choiceOf(stored, "reused", []) };
  if (params.backend === "auto") return measured(request, picker);
  const pinned = await opened(candidateOf(picker, params.backend), request);
  return { engine: pinned, choice: choiceOf(pinned, "pinned", []) };
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

function candidateOf(picker: Picker, backend: BackendName): Candidate {
  const candidate = picker.candidates.find((other) => other.backend === backend);
  if (!candidate) throw new AppError("training.backend-unavailable", { details: { backend } });
  return candidate;
}

async function opened(candidate: Candidate, request: EngineRequest): Promise<Engine> {
  const what = candidate.lacks(request);
  if (what !== null) throw new AppError("training.uncovered", { details: { what } });
  const engine = await candidate.open();
  if (!engine) throw new AppError("training.backend-unavailable", { details: { backend: candidate.backend } });
  return engine;
}

function choiceOf(
  engine: Engine,
  reason: BackendChoice["reason"],
  measurements: readonly BackendMeasurement[],
): BackendChoice {
  return { chosen: engine.backend, device: engine.device, reason, measurements };
}

/** Nothing to choose, but the table still says what a step takes. */
async function reproducible(request: EngineRequest, picker: Picker): Promise<ChosenEngine> {
  const engine = await opened(picker.reproducible, request);
  const { line } = await tryOut(picker.reproducible, request, request.signal);
  throwIfAborted(request.signal);
  const lines = picker.candidates.map(({ backend }) => (backend === line.backend ? line : notTried(backend)));
  return { engine, choice: choiceOf(engine, "reproducible", lines) };
}

interface Tried {
  readonly line: BackendMeasurement;
  readonly engine: Engine | null;
}

async function measured(request: EngineRequest, picker: Picker): Promise<ChosenEngine> {
  const tried = await tryCandidates(request, picker);
  const lines = tried.map(({ line }) => line);
  const best = pickFastest(lines);
  const engine = tried.find(({ line }) => line === best)?.engine;
  if (!best || !engine) throw new AppError("training.backend-unavailable", { details: { backend: "auto" } });
  const reason = reasonFor(lines);
  return { engine, choice: choiceOf(engine, reason, lines) };
}

function reasonFor(lines: readonly BackendMeasurement[]): BackendChoice["reason"] {
  if (lines.filter(({ outcome }) => outcome === "measured").length > 1) return "measured";
  return lines.some(({ outcome }) => outcome === "not-tried") ? "at-once" : "only-one";
}

async function tryCandidates(request: EngineRequest, picker: Picker): Promise<readonly Tried[]> {
  const { clock, budgetMs = BUDGET_MS } = picker;
  const deadlineMs = clock.nowMs() + budgetMs;
  const tried: Tried[] = [];
  for (const candidate of picker.candidates) {
    throwIfAborted(request.signal);
    const lines = tried.map(({ line }) => line);
    // Something must train: until one does, each takes as long as it takes.
    const leftMs = pickFastest(lines) ? deadlineMs - clock.nowMs() : Infinity;
    const worthIt = isWorthIt(candidate, { lines, request, patient: picker.budgetMs !== undefined });
    const result = worthIt ? await withinBudget((late) => tryOut(candidate, request, late), leftMs) : "late";
    tried.push(result === "late" ? { line: notTried(candidate.backend), engine: null } : result);
  }
  return tried;
}

/** Whether trying a candidate cannot hurt: the first epoch on the fastest one so far would take longer than the trial. */
function isWorthIt(
  candidate: Candidate,
  so: { readonly lines: readonly BackendMeasurement[]; readonly request: EngineRequest; readonly patient: boolean },
): boolean {
  const { params, data } = so.request;
  const stepMs = pickFastest(so.lines)?.msPerStep ?? Infinity;
  if (candidate.backend === "cpu" && so.lines.some((line) => (line.msPerStep ?? 0) > HEAVY_STEP_MS)) return false;
  const epochMs = stepMs * Math.ceil(data.targets.length / params.batchSize);
  return so.patient || epochMs > candidate.opensInMs + MEASURE_MS;
}

async function tryOut(candidate: Candidate, request: EngineRequest, late: AbortSignal): Promise<Tried> {
  const { backend } = candidate;
  const lacking = candidate.lacks(request);
  if (lacking !== null) return { line: uncovered(backend, lacking), engine: null };
  const engine = await candidate.open();
  if (!engine) return { line: unavailable(backend), engine: null };
  try {
    const msPerStep = await engine.measureStep({ ...request, signal: late });
    return { line: { backend, outcome: "measured", msPerStep, device: engine.device }, engine };
  } catch (error) {
    return { line: lineOfFailure(backend, error), engine: null };
  }
}

/** Rows that nobody can train on are not the candidate's fault. */
function lineOfFailure(backend: BackendName, error: unknown): BackendMeasurement {
  const code = error instanceof AppError ? error.code : null;
  if (code === "training.data-invalid" || code === "training.label-out-of-range") throw error;
  return unavailable(backend);
}

function notTried(backend: BackendName): BackendMeasurement {
  return { backend, outcome: "not-tried", msPerStep: null, device: "" };
}

function unavailable(backend: BackendName): BackendMeasurement {
  return { backend, outcome: "unavailable", msPerStep: null, device: "" };
}

function uncovered(backend: BackendName, note: string): BackendMeasurement {
  return { backend, outcome: "uncovered", note, msPerStep: null, device: "" };
}

/**
 * The work's result, or `late` when it takes longer: then its signal is aborted, and it stops before its next step. A candidate
 * that was still opening finishes on its own and is ready the next time.
 */
async function withinBudget<T>(work: (late: AbortSignal) => Promise<T>, budgetMs: number): Promise<T | "late"> {
  const controller = new AbortController();
  if (budgetMs === Infinity) return work(controller.signal);
  if (budgetMs <= 0) return "late";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), budgetMs);
  });
  try {
    const result = work(controller.signal);
    result.catch(() => undefined); // its failure after the deadline is nobody's
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
