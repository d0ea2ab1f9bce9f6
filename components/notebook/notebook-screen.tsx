"use client";

/** An open notebook: toolbar, the one next action, cells, the world, the inspector. */
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { asId, type AlertId, type CellId, type PipelineRunId, type RunId } from "@/lib/ids";
import { suggestNext, type NextAction } from "@/lib/guide/next-action";
import type { NotebookRuntime } from "@/lib/notebook/runtime/runtime";
import { useServices } from "../services";
import { AppShell } from "../shell/app-shell";
import { useMedia } from "../shell/use-media";
import { ErrorNote } from "../ui/error-note";
import { automationFor } from "./guide/automation";
import { CellList } from "./cell/cell-list";
import { useInspector } from "./inspector/use-inspector";
import { goToCell } from "./go-to-cell";
import { LacksNote } from "./lacks-note";
import { useGoalMiss } from "./guide/use-goal-miss";
import { useSeenRun } from "./guide/use-seen-run";
import { useLoop } from "./guide/use-loop";
import type { NotebookDocument } from "@/lib/notebook/document/document";
import { applyEdit } from "@/lib/notebook/document/edits";
import type { Restoration } from "@/lib/notebook/document/restore-run";
import { NextBar } from "./guide/next-bar";
import { NotebookProvider, type NotebookView } from "./notebook-context";
import { NotebookToolbar } from "./notebook-toolbar";
import { ReproduceOffer } from "./reproduce-offer";
import { RunParamsOffer } from "./run-params-offer";
import { TitleField } from "./title-field";
import { useSnapshot } from "./use-runtime";
import { useSettledStates } from "./guide/use-settled-states";
import { useUndoKeys } from "./use-undo-keys";
import { useFollowOtherTabs, useLandOnCell, useSaveOnLeave, useShowData } from "./use-upkeep";
import { useWorldFacts, WorldProvider, type World } from "./guide/world-facts";
import { ScenarioOffer } from "./world/scenario-offer";
import { useStory } from "./world/use-story";
import { WorldDock } from "./world/world-dock";

export interface NotebookScreenProps {
  readonly runtime: NotebookRuntime;
  /** A run whose options are offered to its cell. */
  readonly paramsRunId: string | null;
  /** A run that is offered to be repeated. */
  readonly reproducedRunId: string | null;
}

export function NotebookScreen({ runtime, paramsRunId, reproducedRunId }: NotebookScreenProps) {
  const { projectId } = useServices();
  const snapshot = useSnapshot(runtime);
  const world = useWorldFacts(snapshot, projectId);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<WireError | null>(null);
  const [seenRunId, setSeenRunId] = useSeenRun(snapshot.document.id);
  const missed = useGoalMiss(snapshot);
  const action = useMemo(
    () => suggestNext({ ...snapshot, missed }, { ...world, tried, seenRunId }),
    [snapshot, missed, world, tried, seenRunId],
  );
  const view = useView({ runtime, world, action, onTried: () => setTried(true), onProblem: setProblem });
  const inspector = useInspector(view);
  const rail = useLoop(snapshot, world);
  const story = useStory(world);
  // On a phone the next step and the world share one bar.
  const merged = useMedia("(width <= 640px)") && world.endpoint !== null;
  useFollowOtherTabs(runtime);
  useSaveOnLeave(runtime);
  useShowData(runtime);
  useLandOnCell();
  useUndoKeys(runtime);
  const act = useAct({ view, world, onTried: () => setTried(true), onSeen: setSeenRunId });

  return (
    <NotebookProvider view={view}>
      <WorldProvider world={world}>
        <AppShell
          rail={rail}
          title={
            <TitleField title={snapshot.document.title} onChange={(title) => view.edit({ kind: "title", title })} />
          }
          inspector={inspector.panel}
          width="room"
        >
          <div className="notebook" data-world={world.endpoint ? "" : undefined}>
            <div className="over-cells">
              <div className="measure">
                <NotebookToolbar runtime={runtime} snapshot={snapshot} />
              </div>
            </div>
            {merged ? null : <NextBar action={action} onAct={act} />}
            <div className="notebook-room" data-world={world.endpoint ? "" : undefined}>
              <div className="min-w-0">
                <div className="measure">
                  {problem ? (
                    <div className="mb-4">
                      <ErrorNote error={problem} onRetry={() => setProblem(null)} />
                    </div>
                  ) : null}
                  <LacksNote />
                  <ScenarioOffer />
                  {paramsRunId ? <RunParamsOffer runId={paramsRunId} /> : null}
                  {reproducedRunId ? <ReproduceOffer runId={reproducedRunId} /> : null}
                </div>
                <CellList runtime={runtime} states={snapshot.states} onInspect={inspector.open} />
              </div>
              <WorldDock story={story} step={merged ? <NextBar action={action} onAct={act} inDock /> : null} />
            </div>
          </div>
        </AppShell>
      </WorldProvider>
    </NotebookProvider>
  );
}

interface ViewInput {
  readonly runtime: NotebookRuntime;
  readonly world: World;
  readonly action: NextAction | null;
  readonly onTried: () => void;
  readonly onProblem: (problem: WireError | null) => void;
}

function useView({ runtime, world, action, onTried, onProblem }: ViewInput): NotebookView {
  const services = useServices();
  const snapshot = useSnapshot(runtime);
  const [selectedId, select] = useState<CellId | null>(null);
  const automation = useMemo(() => automationFor(services), [services]);
  useEffect(() => automation.alertsChanged(world.alerts), [automation, world.alerts]);
  useEffect(() => automation.runsChanged(world.runs), [automation, world.runs]);
  const endpointId = world.endpoint?.id ?? null;
  const guarded = useCallback(
    (work: () => unknown) => {
      onProblem(null);
      Promise.resolve()
        .then(work)
        .catch((error: unknown) => onProblem(toWire(error)));
    },
    [onProblem],
  );
  const attempt = useCallback(
    (work: () => void) => {
      try {
        work();
      } catch (error) {
        onProblem(toWire(error));
      }
    },
    [onProblem],
  );
  const verbs = useMemo(
    () => ({
      edit: (change: Parameters<NotebookRuntime["edit"]>[0]) => attempt(() => runtime.edit(change)),
      undo: () => runtime.undo(),
      run: (id: CellId) => attempt(() => runtime.runCell(id)),
      resume: (id: CellId, runId: RunId) => attempt(() => runtime.runCell(id, { kind: "resume", runId })),
      reproduce: ({ trainCellId, edits }: Restoration, runId: RunId) =>
        guarded(() => {
          runtime.requireHere(trainCellId);
          // Tried as a whole first: a locked cell refuses before anything has changed.
          edits.reduce<NotebookDocument>(applyEdit, runtime.document);
          for (const { kind, cellId, params } of edits) runtime.edit({ kind, cellId, params });
          runtime.runCell(trainCellId, { kind: "reproduce", runId });
          goToCell(trainCellId);
        }),
      stop: (id: CellId) => runtime.stop(id),
      approve: (id: CellId) => runtime.approve(id),
      retrain: (alertId?: string) =>
        endpointId && guarded(() => automation.retrain(endpointId, alertId ? asId<AlertId>(alertId) : null)),
      goTo: goToCell,
      automation,
      guarded,
      onTried,
    }),
    // The callbacks of the page do not change what the verbs do.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [runtime, endpointId, automation, guarded],
  );
  const litCellId = action && "cellId" in action ? action.cellId : null;
  const { document } = snapshot;
  const states = useSettledStates(snapshot.states);
  return useMemo(
    () => ({
      ...verbs,
      notebookId: document.id,
      projectId: services.projectId,
      document,
      states,
      litCellId,
      selectedId,
      select,
      retrain: (alertId?: string) => void verbs.retrain(alertId),
    }),
    [verbs, document, states, litCellId, selectedId, services.projectId],
  );
}

interface ActInput {
  readonly view: NotebookView;
  readonly world: World;
  readonly onTried: () => void;
  readonly onSeen: (runId: PipelineRunId) => void;
}

/** What pressing the lit button does. */
function useAct({ view, world, onTried, onSeen }: ActInput): (action: NextAction) => void {
  const { serving } = useServices();
  const router = useRouter();
  const latest = useRef({ view, world });
  useEffect(() => {
    latest.current = { view, world };
  });
  return (action) => {
    const { view: now, world: facts } = latest.current;
    const trigger = now.document.cells.find((cell) => cell.kind === "trigger");
    switch (action.kind) {
      case "run":
        now.run(action.cellId);
        return now.goTo(action.cellId);
      case "approve":
        return now.approve(action.cellId);
      case "try":
        onTried();
        return focusTry();
      case "choose-data":
      case "choose-target":
      case "fix":
      case "see-monitor":
      case "improve":
        return now.goTo(action.cellId);
      case "play-world":
        return now.guarded(() => serving.play(action.endpointId, facts.endpoint?.world.speed ?? 4));
      case "inject-drift":
        return focusWorld();
      case "retrain":
        return now.retrain(action.alertId);
      case "approve-promotion":
        // Below the goal a reason is asked for, where the decision is.
        if (action.missed) return trigger && now.goTo(trigger.id);
        return now.guarded(() => facts.endpoint && now.automation.approve(facts.endpoint.id, action.runId));
      case "see-run":
      case "see-history":
        onSeen(action.runId);
        return trigger && now.goTo(trigger.id);
      case "what-next":
        return router.push("/experiments");
      default:
        return;
    }
  };
}

function focusTry(): void {
  const place = document.querySelector<HTMLElement>("[data-testid=draw-digit], [data-testid=try-row]");
  place?.scrollIntoView({ block: "center" });
  place?.querySelector<HTMLElement>("button, input, select")?.focus({ preventScroll: true });
}

function focusWorld(): void {
  const dock = document.querySelector<HTMLElement>("[data-testid=world-dock]");
  dock?.querySelector<HTMLElement>("[data-open-world]")?.click();
  dock?.scrollIntoView({ block: "center" });
  requestAnimationFrame(() => dock?.querySelector<HTMLElement>("[role=slider]")?.focus({ preventScroll: true }));
}
