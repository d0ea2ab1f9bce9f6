/**
 * A notebook in flight: the document with its undo history, the results, and what runs now. React binds to it with
 * `subscribe` and `getSnapshot`. Decisions are made by pure functions (`edits`, `graph`, `staleness`, `schedule`); this class
 * holds the identity and the life-cycle, and its neighbours the effects: `cell-run`, `notebook-saver`, `snapshot-feed`.
 */
import { AppError } from "../../errors";
import type { CellId, ProjectId } from "../../ids";
import type { CellResult, NewerData } from "../result/cell-result";
import { leaveStopped, runCell, type CellRunHost } from "./cell-run";
import { createCellValues, type CellValues } from "../graph/cell-values";
import type { CodeRunner } from "./code-runner";
import { newerVersions } from "../result/dataset-versions";
import type { Cell, NotebookDocument } from "../document/document";
import { applyEdit, coalesceKey, type Edit } from "../document/edits";
import { buildGraph, type AnalyseCode, type Graph } from "../graph/graph";
import type { TrainAgain } from "../executors/context";
import { historyOf, record, redo, rewrite, undo, type History } from "../document/history";
import { createLiveCells, type Live } from "./live-cells";
import { createOtherTabs, type OtherTabs } from "./other-tabs";
import { createSaver, type NotebookSaver } from "./notebook-saver";
import { sharedDocument, type SharedDocument } from "./shared-document";
import { IDLE_SCHEDULE, advance, type Schedule, type ScheduleEvent, type ScheduleView } from "../graph/schedule";
import type { NotebookServices } from "../services/services";
import { takeSnapshot, type NotebookSnapshot } from "./snapshot";
import { createFeed, type SnapshotFeed } from "./snapshot-feed";
import { assessCells, type Assessment } from "../graph/staleness";
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

export class NotebookRuntime {
  readonly #options: RuntimeOptions;
  readonly #live = createLiveCells();
  readonly #tabs: OtherTabs;
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
    this.#tabs = createOtherTabs({
      ...{ services, projectId: options.projectId, notebookId: options.document.id },
      isLive: (id) => this.#live.has(id),
      take: (result) => this.#arrived(result),
      onChange: () => this.#feed.publish(),
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

  /**
   * Takes the results that another tab has stored since. A cell that runs here keeps its own; one that runs there has none yet, and
   * is shown as running there. Settles when it is known which those are.
   */
  follow(results: readonly CellResult[]): Promise<void> {
    for (const result of this.#values.newer(results)) if (!this.#live.has(result.cellId)) this.#arrived(result);
    return this.#tabs.look(results);
  }

  runAll(): void {
    this.#dispatch({ kind: "run-all" });
  }

  runStale(): void {
    const stale = [...this.#assessed].filter(([, assessment]) => assessment.stale !== null).map(([id]) => id);
    this.#dispatch({ kind: "run-stale", stale: new Set(stale) });
  }

  /**
   * Runs a cell again, even one that is up to date, and before it what it needs; a train cell from where an interrupted run was last
   * stored, or to repeat one. Throws `notebook.runs-elsewhere`.
   */
  runCell(id: CellId, again: TrainAgain | null = null): void {
    this.requireHere(id);
    if (again) this.#again.set(id, again);
    else this.#again.delete(id);
    this.#forced.add(id);
    this.#dispatch({ kind: "run-cell", cellId: id });
  }

  /** Throws `notebook.runs-elsewhere` while another tab runs the cell. */
  requireHere(id: CellId): void {
    if (this.#tabs.running.has(id)) throw new AppError("notebook.runs-elsewhere", { details: { cell: id } });
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
    this.#tabs.close();
    this.#feed.close();
    await this.flush();
  }

  #changed(history: History<NotebookDocument>, { save = true } = {}): void {
    if (history === this.#history) return;
    this.#history = history;
    this.#graph = buildGraph(this.document, this.#options.analyse);
    const ids = new Set(this.document.cells.map((cell) => cell.id));
    for (const id of this.#live.ids) if (!ids.has(id)) void this.#forget(id)?.claim?.release();
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
    const fingerprint = this.#assessed.get(id)?.fingerprint ?? null;
    if (!cell || fingerprint === null || this.#tabs.running.has(id)) {
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
      claims: this.#tabs.claims,
      values: this.#values,
      saver: this.#saver,
      now: () => ({ document: this.document, graph: this.#graph, codeRunner: this.#codeRunner }),
      edit: (edit) => this.edit(edit),
      rewrite: (change) => this.#changed(rewrite(this.#history, change)),
      feed: this.#feed,
      onFinished: (cell, succeeded) => this.#finished(cell, succeeded),
      onRefused: (cell) => this.#refused(cell),
    };
  }

  #arrived(result: CellResult): void {
    this.#values.take(result);
    this.#dispatch({ kind: "arrived", cellId: result.cellId });
  }

  #finished(cell: Cell, succeeded: boolean): void {
    this.#dispatch({ kind: "finished", cellId: cell.id, succeeded });
    if (succeeded && cell.kind === "dataset") void this.refresh();
  }

  /** It was taken in another tab a moment ago: what that tab has stored tells the rest. */
  #refused(cell: Cell): void {
    this.#dispatch({ kind: "finished", cellId: cell.id, succeeded: false });
    void this.#tabs.look();
  }

  #forget(id: CellId): Live | null {
    if (this.#schedule.running === id) this.#schedule = { ...this.#schedule, running: null };
    return this.#live.forget(id);
  }

  #assess(): void {
    this.#assessed = assessCells({ document: this.document, graph: this.#graph, results: this.#values.results });
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
      elsewhere: this.#tabs.running,
      saver: this.#saver,
      newerData: this.#newerData,
    };
    return takeSnapshot(input, previous);
  }
}
