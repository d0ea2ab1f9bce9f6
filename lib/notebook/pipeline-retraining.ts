/** The first half of the second turn: new data, a challenger trained on it, and the gate between challenger and champion. */
import { AppError, toWire } from "../errors";
import type { DatasetVersionId, Sha256, SplitId } from "../ids";
import type { RowSelection, Scores } from "../evaluation/evaluation";
import type { Attribution } from "../journal";
import { judge } from "../registry/gate";
import type { GateContender, GateResult } from "../registry/gate-types";
import type { CellResult, Handle } from "./cell-result";
import type { StageCell } from "./document";
import { executeStage } from "./executors/registry";
import { fingerprintOf } from "./fingerprint";
import type { PipelinePhase, PipelineRun } from "./pipeline";
import { attribution, stableRoute, update } from "./pipeline-context";
import type { PipelineContext } from "./pipeline-context";

const SEED = 7;

interface RowSet {
  readonly datasetVersionId: DatasetVersionId;
  readonly selection: RowSelection;
}

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
  let run = started;
  for (const cell of context.chain.steps) {
    run = await update(context, { phase: phaseOf(cell) });
    const result = await runStep(context, { cell, run, handles });
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

/** Registers the challenger with its evaluation on the gate set, and lets the gate judge. */
export async function meetAtGate(context: PipelineContext, challenger: Sha256): Promise<PipelineRun> {
  const run = await update(context, { phase: "gate" });
  if (run.gateVersionId === null) throw new AppError("evaluation.empty");
  const by = await attribution(context);
  const { route } = await stableRoute(context);
  const gateSet: RowSet = { datasetVersionId: run.gateVersionId, selection: { kind: "all" } };
  const testSet = await originalTest(context);

  const onGate = await score(context, { rows: gateSet, digest: challenger, rival: route.packageDigest, by });
  const onTest = await score(context, { rows: testSet, digest: challenger, rival: route.packageDigest, by });
  const version = await register(context, { digest: challenger, evaluation: onGate, by });
  const gate = judge({
    metric: context.chain.goal.params.metric,
    params: context.trigger.gate,
    challenger: { version, gateSet: onGate.own, originalTest: onTest.own },
    champion: { version: route.modelVersion, gateSet: onGate.rival, originalTest: onTest.rival },
    gateRows: onGate.rowCount,
  });
  await journalVerdict(context, { gate, challenger, by });
  return update(context, { gate, challengerVersion: version });
}

interface PairOfScores {
  readonly own: Scores;
  readonly rival: GateContender["gateSet"];
  readonly evaluationId: string;
  readonly runId: string;
  readonly rowCount: number;
}

async function score(
  context: PipelineContext,
  task: { readonly rows: RowSet; readonly digest: Sha256; readonly rival: Sha256; readonly by: Attribution },
): Promise<PairOfScores> {
  const { serving } = context.services;
  const request = { ...task.rows, goal: context.chain.goal.params, by: task.by };
  const options = { signal: context.signal };
  const evaluation = await serving.evaluate(
    { ...request, packageDigest: task.digest, championDigest: task.rival },
    options,
  );
  const rival =
    evaluation.champion?.scores ??
    (await serving.evaluate({ ...request, packageDigest: task.rival, championDigest: null }, options)).scores;
  const { id: evaluationId, scores: own, runId, rowCount } = evaluation;
  return { own, rival, evaluationId, runId, rowCount };
}

/** The test part that was drawn when the pipeline was published; the champion's own where that is not known. */
async function originalTest(context: PipelineContext): Promise<RowSet> {
  const { version, chain } = context;
  const { modelPackage } = await stableRoute(context);
  const splitId = (version.handles[chain.split.id] ?? modelPackage.splitId) as SplitId;
  const split = await context.services.stores.datasets.getSplit(splitId);
  return { datasetVersionId: split.datasetVersionId, selection: { kind: "split", splitId, part: "test" } };
}

async function register(
  context: PipelineContext,
  made: { readonly digest: Sha256; readonly evaluation: PairOfScores; readonly by: Attribution },
): Promise<string> {
  const { registry, endpoints } = context.services.stores;
  const { modelName } = await endpoints.getEndpoint(context.endpointId);
  const { projectId } = context;
  const { evaluationId, runId } = made.evaluation;
  const tags = { "ciclo.pipelineRun": context.runId };
  const version = await registry.registerVersion(
    {
      projectId,
      modelName,
      packageDigest: made.digest,
      runId: runId as never,
      evaluationId: evaluationId as never,
      tags,
    },
    made.by,
  );
  await registry.setAlias(
    { projectId, modelName, alias: "challenger", version: version.version, reason: "challenger" },
    made.by,
  );
  return version.version;
}

async function journalVerdict(
  context: PipelineContext,
  said: { readonly gate: GateResult; readonly challenger: Sha256; readonly by: Attribution },
): Promise<void> {
  const { gate, challenger, by } = said;
  await context.services.stores.journal.append({
    projectId: context.projectId,
    command: "gate.verdict",
    subjects: [challenger, context.runId, context.endpointId],
    details: {
      verdict: gate.verdict,
      metric: gate.metric,
      challenger: gate.challenger.version,
      champion: gate.champion?.version ?? null,
      challengerValue: gate.challenger.gateSet[gate.metric] ?? null,
      championValue: gate.champion?.gateSet[gate.metric] ?? null,
    },
    ...by,
  });
}

async function runStep(
  context: PipelineContext,
  step: { readonly cell: StageCell; readonly run: PipelineRun; readonly handles: Readonly<Record<string, Handle>> },
): Promise<CellResult> {
  const { services, version } = context;
  const { cell, run, handles } = step;
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
      pipeline: { overrides: run.overrides, runId: context.runId },
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
