/** The meeting of challenger and champion: both are scored on the same rows, and the gate judges. */
import { AppError } from "../errors";
import type { DatasetVersionId, Sha256, SplitId } from "../ids";
import type { DummyComparison } from "../evaluation/comparison/beats-dummy";
import type { RowSelection, Scores } from "../evaluation/evaluation";
import type { Attribution } from "../journal";
import { judge } from "../registry/gate";
import type { GateContender, GateResult } from "../registry/gate-types";
import type { PipelineRun } from "./pipeline";
import { attribution, stableRoute, update } from "./pipeline-context";
import type { PipelineContext } from "./pipeline-context";

interface RowSet {
  readonly datasetVersionId: DatasetVersionId;
  readonly selection: RowSelection;
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
  const { metric, minimum } = context.chain.goal.params;
  const gate = judge({
    metric,
    minimum,
    params: context.trigger.gate,
    challenger: { version, gateSet: onGate.own, originalTest: onTest.own },
    champion: { version: route.modelVersion, gateSet: onGate.rival, originalTest: onTest.rival },
    comparison: onGate.comparison,
    gateRows: onGate.rowCount,
  });
  await journalVerdict(context, { gate, challenger, by });
  return update(context, { gate, challengerVersion: version });
}

interface PairOfScores {
  readonly own: Scores;
  readonly rival: GateContender["gateSet"];
  readonly comparison: DummyComparison | null;
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
  return { own, rival, comparison: evaluation.champion?.comparison ?? null, evaluationId, runId, rowCount };
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
      goal: gate.goalMinimum ?? null,
      ground: gate.ground ?? null,
      p: gate.comparison?.p ?? null,
    },
    ...by,
  });
}
