/**
 * A notebook in flight: the document with its undo history, the results, and what runs now. React binds to it with
 * `subscribe` and `getSnapshot`. Decisions are made by pure functions (`edits`, `graph`, `staleness`, `schedule`); this class
 * holds the identity, the effects and the life-cycle.
 */
import { AppError, asAppError, toWire } from "../errors";
import type { WireError } from "../errors";
import { asId } from "../ids";
import type { CellId, NotebookId, ProjectId } from "../ids";
import type { Attribution } from "../journal";
import type { CellResult, CellState, Handle, TrainingView } from "./cell-result";
import { cellStates } from "./cell-states";
import type { LiveCell } from "./cell-states";
import type { CodeRunner } from "./code-runner";
import type { DisplayItem } from "./code/display";
import { newerThan } from "./dataset-versions";
import { isStageCell } from "./document";
import type { Cell, CodeCell, NotebookDocument, StageCell } from "./document";
import { applyEdit, coalesceKey } from "./edits";
import type { Edit } from "./edits";
import { executeStage } from "./executors/registry";
import { fingerprintOf } from "./fingerprint";
import { goalEdits } from "./goal-suggestion";
import { buildGraph } from "./graph";
import type { AnalyseCode, Graph, GraphEdge } from "./graph";
import { historyOf, record, redo, rewrite, undo } from "./history";
import type { History } from "./history";
import { IDLE_SCHEDULE, advance } from "./schedule";
import type { Schedule, ScheduleEvent } from "./schedule";
import type { Services } from "./services";
import { assessCells, hasValue } from "./staleness";
import type { Assessment } from "./staleness";
import type { Timer } from "./timer";
import { withPinnedBackend } from "./pinned-backend";
import { foldTraining, thinned } from "./training-view";
import type { TrainingFold } from "./training-view";

/** Time between two snapshots while only progress changes: 4 Hz. */
export const PROGRESS_INTERVAL_MS = 250;
/** Time after the last edit until the document is saved. */
export const SAVE_DELAY_MS = 400;

export interface NotebookSnapshot {
  readonly document: NotebookDocument;
  readonly states: Readonly<Record<string, CellState>>;
  readonly diagnostics: Graph["diagnostics"];
  readonly order: readonly CellId[];
  readonly edges: readonly GraphEdge[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly running: boolean;
  /** The document, as it is shown, is at rest. */
  readonly saved: boolean;
  /** The last save that failed, until one succeeds. */
  readonly saveError: WireError | null;
}

export interface RuntimeOptions {
  readonly services: Services;
  readonly projectId: ProjectId;
  readonly document: NotebookDocument;
  readonly results: readonly CellResult[];
  readonly timer: Timer;
  /** Names of code cells; without it code cells stand alone. */
  readonly analyse?: AnalyseCode;
}

interface Live {
  readonly version: number;
  readonly abort: AbortController;
  readonly cell: Cell;
  readonly fingerprint: string;
  readonly startedAtMs: number;
  progress: LiveCell["progress"];
  display: readonly DisplayItem[];
  fold: TrainingFold;
}

/** Opens a stored notebook with the results of its last runs. Throws `notebook.not-found`. */
export async function openNotebook(
  options: Omit<RuntimeOptions, "document" | "results" | "projectId"> & { readonly notebookId: NotebookId },
): Promise<NotebookRuntime> {
  const { notebooks } = options.services.stores;
  const [document, projectId, results] = await Promise.all([
    notebooks.getNotebook(options.notebookId),
    notebooks.projectOf(options.notebookId),
    notebooks.results(options.notebookId),
  ]);
  const runtime = new NotebookRuntime({ ...options, document, projectId, results });
  await runtime.refresh();
  return runtime;
}

export class NotebookRuntime {
  readonly #options: RuntimeOptions;
  readonly #listeners = new Set<() => void>();
  readonly #live = new Map<CellId, Live>();
  readonly #versions = new Map<CellId, number>();
  readonly #exports = new Map<CellId, Readonly<Record<string, unknown>>>();
  readonly #trainings = new Map<CellId, TrainingView>();
  readonly #forced = new Set<CellId>();
  #history: History<NotebookDocument>;
  #results: Readonly<Record<string, CellResult>>;
  #newerVersions: Readonly<Record<string, number>> = {};
  #graph: Graph;
  #assessed: ReadonlyMap<CellId, Assessment> = new Map();
  #schedule: Schedule = IDLE_SCHEDULE;
  #codeRunner: CodeRunner | null = null;
  #snapshot: NotebookSnapshot;
  #saveError: WireError | null = null;
  #cancelSave: (() => void) | null = null;
  #cancelPublish: (() => void) | null = null;
  /** Saves that are on their way: until they arrive, what the store shows may be older than this document. */
  #saves = 0;
  #disposed = false;

  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.#history = historyOf(options.document);
    this.#results = Object.fromEntries(options.results.map((result) => [result.cellId, result]));
    this.#graph = buildGraph(options.document, options.analyse);
    this.#assess();
    this.#snapshot = this.#takeSnapshot({});
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): NotebookSnapshot => this.#snapshot;

  get document(): NotebookDocument {
    return this.#history.present;
  }

  /** What runs code cells from now on. */
  setCodeRunner(runner: CodeRunner | null): void {
    this.#codeRunner = runner;
  }

  /** Applies an edit as a step of undo; throws as `applyEdit` does and then changes nothing. */
  edit(edit: Edit): void {
    const document = applyEdit(this.document, edit);
    const step = { key: coalesceKey(edit), atMs: this.#options.services.clock.nowMs() };
    this.#changed(record(this.#history, document, step));
  }

  undo(): void {
    this.#changed(undo(this.#history));
  }

  redo(): void {
    this.#changed(redo(this.#history));
  }

  /** Takes the document that another tab has saved, when this one has nothing unsaved. */
  reload(document: NotebookDocument): void {
    if (this.#cancelSave !== null || this.#saves > 0 || JSON.stringify(document) === JSON.stringify(this.document))
      return;
    this.#changed({ ...this.#history, present: document }, { save: false });
  }

  /** Takes the results that another tab has stored since. A cell that runs here keeps its own; one that runs there has none yet. */
  follow(results: readonly CellResult[]): void {
    const newer = results.filter(
      ({ cellId, outcome, finishedAtMs }) =>
        outcome !== "interrupted" &&
        !this.#live.has(cellId) &&
        finishedAtMs > (this.#results[cellId]?.finishedAtMs ?? -Infinity),
    );
    if (newer.length === 0) return;
    this.#results = { ...this.#results, ...Object.fromEntries(newer.map((result) => [result.cellId, result])) };
    this.#assess();
    this.#publish();
  }

  runAll(): void {
    this.#dispatch({ kind: "run-all" });
  }

  runStale(): void {
    const stale = [...this.#assessed].filter(([, assessment]) => assessment.stale !== null).map(([id]) => id);
    this.#dispatch({ kind: "run-stale", stale: new Set(stale) });
  }

  /** Runs a cell again, even one that is up to date, and before it what it needs. */
  runCell(id: CellId): void {
    this.#forced.add(id);
    this.#dispatch({ kind: "run-cell", cellId: id });
  }

  /** Lets a cell behind an approval edge go on. */
  approve(id: CellId): void {
    this.#dispatch({ kind: "approve", cellId: id });
  }

  /** Stops one cell, or all; what they were doing is aborted and its late results are dropped. */
  stop(id: CellId | null = null): void {
    const stopped = [...this.#live.keys()].filter((other) => id === null || other === id);
    for (const cellId of stopped) this.#abandon(cellId);
    this.#dispatch({ kind: "stop", cellId: id });
  }

  /** Looks whether datasets that cells follow have newer versions. */
  async refresh(): Promise<void> {
    const newer: Record<string, number> = {};
    for (const cell of this.document.cells) {
      if (cell.kind !== "dataset" || cell.params.version !== "latest") continue;
      const version = await newerThan(this.#options.services.stores.datasets, this.#results[cell.id]?.handle ?? null);
      if (version !== null) newer[cell.id] = version;
    }
    this.#newerVersions = newer;
    this.#assess();
    this.#publish();
  }

  /** Saves at once what waits to be saved. */
  async flush(): Promise<void> {
    if (this.#cancelSave === null) return;
    this.#cancelSave();
    this.#cancelSave = null;
    await this.#save();
  }

  /** Saves what is not saved, stops everything and lets go. */
  async dispose(): Promise<void> {
    this.stop();
    this.#disposed = true;
    this.#cancelPublish?.();
    this.#listeners.clear();
    await this.flush();
  }

  #changed(history: History<NotebookDocument>, { save = true } = {}): void {
    if (history === this.#history) return;
    this.#history = history;
    this.#graph = buildGraph(this.document, this.#options.analyse);
    const ids = new Set(this.document.cells.map((cell) => cell.id));
    for (const id of this.#live.keys()) if (!ids.has(id)) this.#forget(id);
    if (save) this.#saveSoon();
    this.#dispatch({ kind: "changed" });
  }

  #dispatch(event: ScheduleEvent): void {
    if (this.#disposed) return;
    this.#assess();
    const view = {
      document: this.document,
      graph: this.#graph,
      fresh: new Set(this.#graph.order.filter((id) => this.#isAvailable(id) && this.#assessed.get(id)?.fresh)),
      available: new Set(this.#graph.order.filter((id) => this.#isAvailable(id))),
    };
    const { schedule, start } = advance(this.#schedule, event, view);
    this.#schedule = schedule;
    if (start === null) return this.#publish();
    if (view.fresh.has(start) && !this.#forced.has(start)) return this.#reuse(start);
    this.#start(start);
    this.#publish();
  }

  /** A queued cell whose result still stands is not computed again. */
  #reuse(id: CellId): void {
    const result = this.#results[id];
    if (result) this.#keepResult({ ...result, outcome: "cached" });
    this.#dispatch({ kind: "finished", cellId: id, succeeded: true });
  }

  #start(id: CellId): void {
    const cell = this.document.cells.find((other) => other.id === id);
    const fingerprint = this.#assessed.get(id)?.fingerprint;
    if (!cell || fingerprint === undefined || fingerprint === null) {
      return this.#dispatch({ kind: "finished", cellId: id, succeeded: false });
    }
    this.#forced.delete(id);
    this.#trainings.delete(id);
    const live: Live = {
      version: (this.#versions.get(id) ?? 0) + 1,
      abort: new AbortController(),
      cell,
      fingerprint,
      startedAtMs: this.#options.services.clock.nowMs(),
      progress: null,
      display: [],
      fold: null,
    };
    this.#versions.set(id, live.version);
    this.#live.set(id, live);
    void this.#run(live);
  }

  async #run(live: Live): Promise<void> {
    // Stored first, so that a page that goes away leaves "interrupted" behind and not an old result.
    this.#keepResult(resultOf(live, { outcome: "interrupted", atMs: live.startedAtMs }));
    try {
      const handle = await this.#execute(live);
      if (this.#isCurrent(live)) await this.#succeed(live, handle);
    } catch (error) {
      if (this.#isCurrent(live)) this.#fail(live, asAppError(error));
    }
  }

  #execute(live: Live): Promise<Handle | null> {
    return isStageCell(live.cell) ? this.#executeStage(live, live.cell) : this.#executeCode(live);
  }

  #executeStage(live: Live, cell: StageCell): Promise<Handle> {
    const { services, projectId } = this.#options;
    const handles = this.#handles();
    const inputs = this.#graph.edges.flatMap((edge): [string, Handle][] => {
      const handle = handles[edge.from];
      return edge.to === cell.id && edge.slot !== null && handle ? [[edge.slot, handle]] : [];
    });
    return executeStage({
      cell,
      inputs: Object.fromEntries(inputs),
      services,
      projectId,
      notebookId: this.document.id,
      document: this.document,
      handles,
      by: byCell(cell.id),
      signal: live.abort.signal,
      onProgress: (progress) => this.#progressed(live, () => (live.progress = progress)),
      onTrainEvent: (event) => this.#progressed(live, () => (live.fold = foldTraining(live.fold, event))),
    });
  }

  async #executeCode(live: Live): Promise<null> {
    const cell = live.cell as CodeCell;
    if (this.#codeRunner === null) throw new AppError("code.capability-denied", { details: { name: "code" } });
    const output = await this.#codeRunner.run({
      cell,
      scope: this.#scopeOf(cell),
      signal: live.abort.signal,
      onDisplay: (display) => this.#progressed(live, () => (live.display = display)),
    });
    if (!this.#isCurrent(live)) return null;
    live.display = output.display;
    this.#exports.set(cell.id, output.exports);
    return null;
  }

  #scopeOf(cell: CodeCell): Readonly<Record<string, unknown>> {
    const handles = this.#handles();
    const edges = this.#graph.edges.filter((edge) => edge.to === cell.id);
    return Object.fromEntries(
      edges.map((edge) => [edge.name, handles[edge.from] ?? this.#exports.get(edge.from)?.[edge.name]]),
    );
  }

  async #succeed(live: Live, handle: Handle | null): Promise<void> {
    const fingerprint = live.cell.kind === "train" ? await this.#pinBackend(live, handle) : live.fingerprint;
    if (!this.#isCurrent(live)) return;
    const atMs = this.#options.services.clock.nowMs();
    this.#keepResult({ ...resultOf(live, { outcome: "done", atMs, handle }), fingerprint });
    if (live.cell.kind === "dataset" && handle) await this.#adaptGoals(live.cell, handle);
    if (!this.#isCurrent(live)) return;
    this.#end(live, handle);
    this.#dispatch({ kind: "finished", cellId: live.cell.id, succeeded: true });
    if (live.cell.kind === "dataset") void this.refresh();
  }

  #fail(live: Live, error: AppError): void {
    const outcome = error.code === "cancelled" ? "stopped" : "failed";
    const atMs = this.#options.services.clock.nowMs();
    this.#keepResult({ ...resultOf(live, { outcome, atMs }), error: toWire(error) });
    this.#end(live, null);
    this.#dispatch({ kind: "finished", cellId: live.cell.id, succeeded: false });
  }

  #end(live: Live, handle: Handle | null): void {
    if (live.fold) this.#trainings.set(live.cell.id, thinned(live.fold.view));
    this.#live.delete(live.cell.id);
    const { journal } = this.#options.services.stores;
    const { cause, ...by } = byCell(live.cell.id);
    const subjects = handle ? [live.cell.id, handle.id] : [live.cell.id];
    const outcome = this.#results[live.cell.id]?.outcome ?? null;
    const details = { kind: live.cell.kind, outcome };
    const entry = { projectId: this.#options.projectId, command: "cell.run", subjects, cause, details, ...by } as const;
    void this.#stored(journal.append(entry));
  }

  /** The backend that was measured is pinned in the cell, so that the next training uses it. Not a step of undo. */
  async #pinBackend(live: Live, handle: Handle | null): Promise<string> {
    const { cell } = live;
    if (cell.kind !== "train" || cell.params.backend !== "auto" || !handle) return live.fingerprint;
    const run = await this.#options.services.stores.tracking.getRun(asId(handle.id));
    if (!run.backend || !this.#isCurrent(live)) return live.fingerprint;
    const backend = run.backend.chosen;
    const pinned = { ...cell, params: { ...cell.params, backend } };
    const inputs = (JSON.parse(live.fingerprint) as { inputs: Record<string, string> }).inputs;
    this.#changed(rewrite(this.#history, (document) => withPinnedBackend(document, cell.id, backend)));
    return fingerprintOf(pinned, inputs);
  }

  async #adaptGoals(dataset: Cell, handle: Handle): Promise<void> {
    const version = await this.#options.services.stores.datasets.getVersion(asId(handle.id));
    const name = "name" in dataset ? dataset.name : "";
    for (const edit of goalEdits(this.document, name, version)) this.edit(edit);
  }

  #abandon(id: CellId): void {
    const live = this.#live.get(id);
    if (!live) return;
    this.#forget(id);
    this.#keepResult(resultOf(live, { outcome: "stopped", atMs: this.#options.services.clock.nowMs() }));
    if (live.fold) this.#trainings.set(id, thinned(live.fold.view));
  }

  /** Aborts what a cell does; whatever it still sends is of an old version. */
  #forget(id: CellId): void {
    this.#live.get(id)?.abort.abort();
    this.#live.delete(id);
    this.#versions.set(id, (this.#versions.get(id) ?? 0) + 1);
    if (this.#schedule.running === id) this.#schedule = { ...this.#schedule, running: null };
  }

  #isCurrent(live: Live): boolean {
    return !this.#disposed && this.#versions.get(live.cell.id) === live.version;
  }

  #isAvailable(id: CellId): boolean {
    const result = this.#results[id];
    return hasValue(result) && (result.handle !== null || this.#exports.has(id));
  }

  #handles(): Readonly<Record<string, Handle>> {
    const entries = Object.values(this.#results).flatMap((result): [string, Handle][] =>
      hasValue(result) && result.handle ? [[result.cellId, result.handle]] : [],
    );
    return Object.fromEntries(entries);
  }

  #keepResult(result: CellResult): void {
    this.#results = { ...this.#results, [result.cellId]: result };
    void this.#stored(this.#options.services.stores.notebooks.saveResult(this.document.id, result));
  }

  #assess(): void {
    this.#assessed = assessCells({
      document: this.document,
      graph: this.#graph,
      results: this.#results,
      newerVersions: this.#newerVersions,
    });
  }

  #progressed(live: Live, change: () => void): void {
    if (!this.#isCurrent(live)) return;
    change();
    if (this.#cancelPublish !== null) return;
    this.#cancelPublish = this.#options.timer.after(PROGRESS_INTERVAL_MS, () => {
      this.#cancelPublish = null;
      this.#publish();
    });
  }

  #publish(): void {
    if (this.#disposed) return;
    this.#assess();
    this.#snapshot = this.#takeSnapshot(this.#snapshot.states);
    for (const listener of this.#listeners) listener();
  }

  #takeSnapshot(previous: NotebookSnapshot["states"]): NotebookSnapshot {
    const live = new Map([...this.#live].map(([id, cell]) => [id, liveView(cell)]));
    const { document } = this;
    const states = cellStates(
      {
        document,
        results: this.#results,
        assessed: this.#assessed,
        schedule: this.#schedule,
        live,
        trainings: this.#trainings,
      },
      previous,
    );
    return {
      document,
      states,
      diagnostics: this.#graph.diagnostics,
      order: this.#graph.order,
      edges: this.#graph.edges,
      canUndo: this.#history.past.length > 0,
      canRedo: this.#history.future.length > 0,
      running: this.#schedule.running !== null,
      saved: this.#cancelSave === null && this.#saves === 0,
      saveError: this.#saveError,
    };
  }

  #saveSoon(): void {
    this.#cancelSave?.();
    this.#cancelSave = this.#options.timer.after(SAVE_DELAY_MS, () => {
      this.#cancelSave = null;
      void this.#save();
    });
  }

  async #save(): Promise<void> {
    this.#saves += 1;
    await this.#stored(this.#options.services.stores.notebooks.saveNotebook(this.document));
    this.#saves -= 1;
    this.#publish();
  }

  /** A write that fails is shown, not thrown: the notebook stays usable and the next save tries again. */
  async #stored(write: Promise<void>): Promise<void> {
    const before = this.#saveError;
    try {
      await write;
      this.#saveError = null;
    } catch (error) {
      this.#saveError = toWire(error);
    }
    if (before !== this.#saveError) this.#publish();
  }
}

function byCell(id: CellId): Attribution {
  return { actor: "person", cause: { kind: "cell", id }, virtualMinute: null };
}

function resultOf(
  live: Live,
  end: { readonly outcome: CellResult["outcome"]; readonly atMs: number; readonly handle?: Handle | null },
): CellResult {
  return {
    cellId: live.cell.id,
    outcome: end.outcome,
    handle: end.handle ?? null,
    fingerprint: live.fingerprint,
    error: null,
    display: live.display,
    finishedAtMs: end.atMs,
    durationMs: end.atMs - live.startedAtMs,
  };
}

function liveView(live: Live): LiveCell {
  const { startedAtMs, progress, display, fold } = live;
  return { startedAtMs, progress, display, training: fold ? thinned(fold.view) : null };
}
