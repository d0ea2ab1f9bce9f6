/**
 * A notebook in flight: the document with its undo history, the results, and what runs now. React binds to it with
 * `subscribe` and `getSnapshot`. Decisions are made by pure functions (`edits`, `graph`, `staleness`, `schedule`); this class
 * holds the identity and the life-cycle, and its neighbours the effects: `cell-run`, `notebook-saver`, `snapshot-feed`.
 */
import type { CellId, NotebookId, ProjectId } from "../../ids";
import type { CellResult, NewerData } from "../result/cell-result";
import { leaveStopped, runCell } from "./cell-run";
import type { CellRunHost } from "./cell-run";
import { createCellValues } from "../graph/cell-values";
import type { CellValues } from "../graph/cell-values";
import type { CodeRunner } from "./code-runner";
import { newerVersions } from "../result/dataset-versions";
import type { Cell, NotebookDocument } from "../document/document";
import { applyEdit, coalesceKey } from "../document/edits";
import type { Edit } from "../document/edits";
import { buildGraph } from "../graph/graph";
import type { AnalyseCode, Graph } from "../graph/graph";
import type { TrainAgain } from "../executors/context";
import { historyOf, record, redo, rewrite, undo, type History } from "../document/history";
import { createLiveCells, type Live } from "./live-cells";
import { createSaver, type NotebookSaver } from "./notebook-saver";
import { sharedDocument, type SharedDocument } from "./shared-document";
import { IDLE_SCHEDULE, advance } from "../graph/schedule";
import type { Schedule, ScheduleEvent, ScheduleView } from "../graph/schedule";
import type { NotebookServices } from "../services/services";
import { takeSnapshot } from "./snapshot";
import type { NotebookSnapshot } from "./snapshot";
import { createFeed, type SnapshotFeed } from "./snapshot-feed";
import { assessCells } from "../graph/staleness";
import type { Assessment } from "../graph/staleness";
import type { Timer } from "./timer";

export type { NotebookSnapshot };

export interface RuntimeOptions {
  readonly services: NotebookServices;
  readonly projectId: ProjectId;
  readonly document: NotebookDocument;
  readonly results: readonly CellResult[];
  readonly timer: Timer;
  /** Steps of undo from when the notebook was open last. */
  readonly history?: History<NotebookDocument>;
  /** Names of code cells; without it code cells stand alone. */
  readonly analyse?: AnalyseCode;
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
  readonly #live = createLiveCells();
  readonly #forced = new Set<CellId>();
  /** Train cells that were asked to go on with a run, or to repeat one. */
  readonly #again = new Map<CellId, TrainAgain>();
  readonly #shared: SharedDocument;
  readonly #saver: NotebookSaver;
  readonly #values: CellValues;
  readonly #feed: SnapshotFeed;
  #history: History<NotebookDocument>;
  #graph: Graph;
  #newerData: Readonly<Record<string, NewerData>> = {};
  #assessed: ReadonlyMap<CellId, Assessment> = new Map();
  #schedule: Schedule = IDLE_SCHEDULE;
  #codeRunner: CodeRunner | null = null;

  constructor(options: RuntimeOptions) {
    const { timer, services } = options;
    const { notebooks } = services.stores;
    this.#options = options;
    this.#history = { ...(options.history ?? historyOf(options.document)), present: options.document };
    this.#graph = buildGraph(options.document, options.analyse);
    this.#shared = sharedDocument({
      stored: options.document,
      current: () => this.document,
      write: (document, base) => notebooks.saveNotebook(document, base),
      onMerged: (document) => this.#changed({ ...this.#history, present: document }, { save: false }),
    });
    const saver = createSaver({ timer, save: () => this.#shared.save(), onChange: () => this.#feed.publish() });
    this.#saver = saver;
    this.#values = createCellValues(options.results, (result) => {
      return saver.follow(notebooks.saveResult(this.document.id, result));
    });
    this.#feed = createFeed(timer, (previous) => this.#takeSnapshot(previous));
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#feed.subscribe(listener);

  readonly getSnapshot = (): NotebookSnapshot => this.#feed.snapshot;

  get document(): NotebookDocument {
    return this.#history.present;
  }

  get history(): History<NotebookDocument> {
    return this.#history;
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

  /** Takes the document that another tab has saved. Where this one has something unsaved, its own save brings both together. */
  reload(document: NotebookDocument): void {
    if (!this.#saver.saved || JSON.stringify(document) === JSON.stringify(this.document)) return;
    this.#shared.saw(document);
    this.#changed({ ...this.#history, present: document }, { save: false });
  }

  /** Takes the results that another tab has stored since. A cell that runs here keeps its own; one that runs there has none yet. */
  follow(results: readonly CellResult[]): void {
    if (this.#values.follow(results, (id) => this.#live.has(id))) this.#feed.publish();
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
    this.#again.delete(id);
    this.#forced.add(id);
    this.#dispatch({ kind: "run-cell", cellId: id });
  }

  /** Runs a train cell from where an interrupted run of it was last stored, or to repeat an earlier run. */
  trainAgain(id: CellId, again: TrainAgain): void {
    this.#again.set(id, again);
    this.#forced.add(id);
    this.#dispatch({ kind: "run-cell", cellId: id });
  }

  /** Lets a cell behind an approval edge go on. */
  approve(id: CellId): void {
    this.#dispatch({ kind: "approve", cellId: id });
  }

  /** Stops one cell, or all; what they were doing is aborted and its late results are dropped. */
  stop(id: CellId | null = null): void {
    if (id === null) this.#again.clear();
    else this.#again.delete(id);
    for (const cellId of this.#live.ids) {
      if (id !== null && cellId !== id) continue;
      const live = this.#forget(cellId);
      if (live) leaveStopped(this.#host(), live);
    }
    this.#dispatch({ kind: "stop", cellId: id });
  }

  /** Looks whether the data that cells hold have newer versions. */
  async refresh(): Promise<void> {
    const { datasets } = this.#options.services.stores;
    const held = (id: CellId) => this.#values.results[id]?.handle ?? null;
    this.#newerData = await newerVersions(datasets, this.document.cells, held);
    this.#feed.publish();
  }

  /** Saves at once what waits to be saved. */
  flush(): Promise<void> {
    return this.#saver.flush();
  }

  /** Saves what is not saved, stops everything and lets go. */
  async dispose(): Promise<void> {
    this.stop();
    this.#live.close();
    this.#feed.close();
    await this.flush();
  }

  #changed(history: History<NotebookDocument>, { save = true } = {}): void {
    if (history === this.#history) return;
    this.#history = history;
    this.#graph = buildGraph(this.document, this.#options.analyse);
    const ids = new Set(this.document.cells.map((cell) => cell.id));
    for (const id of this.#live.ids) if (!ids.has(id)) this.#forget(id);
    if (save) this.#saver.saveSoon();
    this.#dispatch({ kind: "changed" });
  }

  #dispatch(event: ScheduleEvent): void {
    if (this.#feed.closed) return;
    this.#assess();
    const view = this.#scheduleView();
    const { schedule, start } = advance(this.#schedule, event, view);
    this.#schedule = schedule;
    if (start === null) return this.#feed.publish();
    if (view.fresh.has(start) && !this.#forced.has(start)) return this.#reuse(start);
    this.#start(start);
    this.#feed.publish();
  }

  #scheduleView(): ScheduleView {
    const available = this.#graph.order.filter((id) => this.#values.isAvailable(id));
    const fresh = available.filter((id) => this.#assessed.get(id)?.fresh);
    return { document: this.document, graph: this.#graph, fresh: new Set(fresh), available: new Set(available) };
  }

  /** A queued cell whose result still stands is not computed again. */
  #reuse(id: CellId): void {
    const result = this.#values.results[id];
    if (result) void this.#values.keep({ ...result, outcome: "cached" });
    this.#dispatch({ kind: "finished", cellId: id, succeeded: true });
  }

  #start(id: CellId): void {
    const cell = this.document.cells.find((other) => other.id === id);
    const fingerprint = this.#assessed.get(id)?.fingerprint;
    if (!cell || fingerprint === undefined || fingerprint === null) {
      return this.#dispatch({ kind: "finished", cellId: id, succeeded: false });
    }
    const again = this.#again.get(id) ?? null;
    this.#forced.delete(id);
    this.#again.delete(id);
    void runCell(this.#host(), cell, { fingerprint, again });
  }

  /** What a cell that runs may do to this notebook. */
  #host(): CellRunHost {
    return {
      services: this.#options.services,
      projectId: this.#options.projectId,
      live: this.#live,
      values: this.#values,
      saver: this.#saver,
      now: () => ({ document: this.document, graph: this.#graph, codeRunner: this.#codeRunner }),
      edit: (edit) => this.edit(edit),
      rewrite: (change) => this.#changed(rewrite(this.#history, change)),
      onProgress: () => this.#feed.publishSoon(),
      onFinished: (cell, succeeded) => this.#finished(cell, succeeded),
    };
  }

  #finished(cell: Cell, succeeded: boolean): void {
    this.#dispatch({ kind: "finished", cellId: cell.id, succeeded });
    if (succeeded && cell.kind === "dataset") void this.refresh();
  }

  #forget(id: CellId): Live | null {
    if (this.#schedule.running === id) this.#schedule = { ...this.#schedule, running: null };
    return this.#live.forget(id);
  }

  #assess(): void {
    this.#assessed = assessCells({
      document: this.document,
      graph: this.#graph,
      results: this.#values.results,
    });
  }

  #takeSnapshot(previous: NotebookSnapshot["states"]): NotebookSnapshot {
    this.#assess();
    const input = {
      history: this.#history,
      graph: this.#graph,
      assessed: this.#assessed,
      schedule: this.#schedule,
      values: this.#values,
      live: this.#live,
      saver: this.#saver,
      newerData: this.#newerData,
    };
    return takeSnapshot(input, previous);
  }
}
