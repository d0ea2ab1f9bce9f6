/** The first half of the second turn: new data, and a challenger trained on it by the frozen steps. */
import { AppError, toWire } from "../errors";
import type { Sha256 } from "../ids";
import type { ModelPackage } from "../packaging/package";
import type { CellResult, Handle } from "../notebook/result/cell-result";
import type { StageCell } from "../notebook/document/document";
import { executeStage } from "../notebook/executors/registry";
import { fingerprintOf } from "../notebook/document/fingerprint";
import type { PipelinePhase, PipelineRun } from "./pipeline";
import { attribution, stableRoute, update } from "./pipeline-context";
import type { PipelineContext } from "./pipeline-context";

const SEED = 7;

/** Builds the retraining version and the gate set from the champion's training rows and the labelled traffic. */
export async function buildData(context: PipelineContext): Promise<PipelineRun> {
  const { services, chain, endpointId, signal } = context;
  const { modelPackage } = await stableRoute(context);
  const runs = await services.stores.pipelines.listRuns(context.projectId);
  const turn = runs.filter((run) => run.endpointId === endpointId).length;
  const { training, gate } = await services.data.buildRetrainingVersion(
    {
      endpointId,
      datasetVersionId: modelPackage.datasetVersionId,
      splitId: modelPackage.splitId,
      goal: chain.goal.params,
      // Another seed each turn, the same one when the turn is repeated.
      seed: SEED + turn - 1,
      by: await attribution(context),
    },
    { signal },
  );
  return update(context, { overrides: { [chain.dataset.id]: training.id }, gateVersionId: gate.id });
}

/** Runs the frozen steps up to the package. What fails stays in the run's results. */
export async function trainChallenger(context: PipelineContext, started: PipelineRun): Promise<Sha256> {
  const handles: Record<string, Handle> = {};
  const { modelPackage: champion } = await stableRoute(context);
  let run = started;
  for (const cell of context.chain.steps) {
    run = await update(context, { phase: phaseOf(cell) });
    const result = await runStep(context, { cell, run, handles, champion });
    run = await update(context, { cellResults: { ...run.cellResults, [cell.id]: result } });
    if (!result.handle) throw new StepFailed(result);
    handles[cell.id] = result.handle;
  }
  const built = handles[context.chain.package.id];
  if (!built) throw new AppError("package.not-found", { details: { digest: "" } });
  return built.digest as Sha256;
}

/** A failed step: its error is the run's error. */
export class StepFailed extends AppError {
  constructor(result: CellResult) {
    super(result.error?.code ?? "unexpected", { details: result.error?.details ?? {}, cause: result.error?.debug });
  }
}

async function runStep(
  context: PipelineContext,
  step: {
    readonly cell: StageCell;
    readonly run: PipelineRun;
    readonly handles: Readonly<Record<string, Handle>>;
    readonly champion: ModelPackage;
  },
): Promise<CellResult> {
  const { services, version } = context;
  const { cell, run, handles, champion } = step;
  const inputs = inputsOf(context, cell, handles);
  const startedAtMs = services.clock.nowMs();
  const digests = Object.fromEntries(Object.entries(inputs).map(([slot, handle]) => [slot, handle.digest]));
  const base = { cellId: cell.id, fingerprint: fingerprintOf(cell, digests), display: [] };
  const ended = (): Pick<CellResult, "finishedAtMs" | "durationMs"> => {
    const finishedAtMs = services.clock.nowMs();
    return { finishedAtMs, durationMs: finishedAtMs - startedAtMs };
  };
  try {
    const handle = await executeStage({
      cell,
      inputs,
      services,
      projectId: context.projectId,
      notebookId: version.notebookId,
      document: version.document,
      handles,
      by: await attribution(context),
      onProgress: ignore,
      onTrainEvent: ignore,
      signal: context.signal,
      pipeline: { overrides: run.overrides, runId: context.runId, championRunId: champion.runId },
    });
    return { ...base, outcome: "done", handle, error: null, ...ended() };
  } catch (error) {
    const wire = toWire(error);
    const outcome = wire.code === "cancelled" ? "stopped" : "failed";
    return { ...base, outcome, handle: null, error: wire, ...ended() };
  }
}

function inputsOf(
  context: PipelineContext,
  cell: StageCell,
  handles: Readonly<Record<string, Handle>>,
): Readonly<Record<string, Handle>> {
  const entries = Object.entries(cell.inputs).flatMap(([slot, name]): [string, Handle][] => {
    const source = context.version.document.cells.find((other) => "name" in other && other.name === name);
    const handle = source && handles[source.id];
    return handle ? [[slot, handle]] : [];
  });
  return Object.fromEntries(entries);
}

function phaseOf(cell: StageCell): PipelinePhase {
  if (cell.kind === "train") return "training";
  return cell.kind === "package" ? "packaging" : "data";
}

function ignore(): void {
  // A pipeline run shows its phase, not the progress inside a step.
}
