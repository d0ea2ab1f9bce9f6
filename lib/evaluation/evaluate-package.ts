/** Scores a package, and beside it the champion and the dummy, on the same rows. */
import type { Clock } from "../clock";
import type { Goal } from "../data/goal";
import { readIndices, readTable } from "../data/read-table";
import type { BlobStore, DatasetStore } from "../data/store";
import { takeRows, type Table } from "../data/table";
import { AppError, throwIfAborted } from "../errors";
import { newId, type DatasetVersionId, type EvaluationId, type ProjectId, type Sha256 } from "../ids";
import type { Attribution } from "../journal";
import { openPackage } from "../packaging/open-package";
import type { ModelPackage, PackageStore } from "../packaging/package";
import type { PackageRuntime, PackageSession } from "../packaging/session";
import type { OnProgress } from "../progress";
import type { Predictions } from "../training/predictions";
import { actualOf, rowsWithTarget, type Actual } from "./actual";
import { evaluationChecks } from "./checks";
import { confusionMatrix } from "./confusion";
import { dummyPredictions } from "./dummy";
import type { Evaluation, EvaluationRows, EvaluationStore, ResidualPoint, RowSelection, Scores } from "./evaluation";
import { encodeEvaluationRows } from "./evaluation-rows";
import { predictBatches } from "../packaging/predict-batches";
import { scorePredictions } from "./score";

export interface EvaluationRequest {
  readonly packageDigest: Sha256;
  readonly datasetVersionId: DatasetVersionId;
  readonly selection: RowSelection;
  readonly goal: Goal;
  readonly championDigest: Sha256 | null;
  readonly by: Attribution;
}

/** What an evaluation reads and writes. The registry only has to name the champion; its own types come later in the life-cycle. */
export interface EvaluationStores {
  readonly blobs: BlobStore;
  readonly datasets: DatasetStore;
  readonly packages: PackageStore;
  readonly evaluations: EvaluationStore;
  readonly registry: {
    listModelVersions(
      projectId: ProjectId,
    ): Promise<readonly { readonly modelName: string; readonly version: string; readonly packageDigest: Sha256 }[]>;
  };
}

export interface EvaluateOptions {
  readonly stores: EvaluationStores;
  readonly runtime: PackageRuntime;
  readonly request: EvaluationRequest;
  readonly clock: Clock;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

const MAX_RESIDUALS = 500;

/**
 * Evaluates and stores. Rows without a target are left out; when none is left, `evaluation.empty`. The dummy is fitted on the
 * training rows of the package's own split, whatever the rows that are scored.
 */
export async function evaluatePackage(options: EvaluateOptions): Promise<Evaluation> {
  const { stores, request, clock } = options;
  const { goal } = request;
  const modelPackage = await stores.packages.getPackage(request.packageDigest);
  const { rows, table } = await readRows(options, await featureColumns(options, modelPackage));
  const actual = actualOf(table, goal.target, modelPackage.signature.classes);
  const predictions = await predictWith(options, { digest: modelPackage.digest, table });
  const scoresOf = (answers: Predictions): Scores =>
    scorePredictions({ task: goal.task, predictions: answers, actual });

  options.onProgress?.({ phase: "evaluating" });
  const scores = scoresOf(predictions);
  const baseline = scoresOf(dummyPredictions(await trainingTruth(stores, modelPackage, actual), rows.length));
  const champion = await evaluateChampion(options, { modelPackage, table, scoresOf });
  const compared = champion?.packageDigest === modelPackage.digest ? null : (champion?.scores ?? null);

  const evaluation: Evaluation = {
    id: newId<EvaluationId>(),
    projectId: modelPackage.projectId,
    packageDigest: modelPackage.digest,
    runId: modelPackage.runId,
    datasetVersionId: request.datasetVersionId,
    selection: request.selection,
    task: goal.task,
    metric: goal.metric,
    rowCount: rows.length,
    scores,
    baseline,
    champion,
    ...figures(predictions, actual),
    rowsDigest: await stores.blobs.put(encodeEvaluationRows(rowsOf(rows, actual, predictions))),
    checks: evaluationChecks({
      subject: modelPackage.digest,
      goal,
      rowCount: rows.length,
      scores,
      baseline,
      champion: compared,
    }),
    createdAtMs: clock.nowMs(),
  };
  throwIfAborted(options.signal);
  await stores.evaluations.saveEvaluation(evaluation, request.by);
  return evaluation;
}

/** Columns that the package or the champion reads, and the target. */
async function featureColumns({ stores, request }: EvaluateOptions, modelPackage: ModelPackage): Promise<string[]> {
  const champion = request.championDigest === null ? null : await stores.packages.getPackage(request.championDigest);
  const comparable = champion?.signature.target === request.goal.target ? champion.signature.inputs : [];
  const inputs = [...modelPackage.signature.inputs, ...comparable].map((input) => input.name);
  return [...new Set([...inputs, request.goal.target])];
}

/** The selected rows that have a target, and their numbers in the dataset version. */
async function readRows(
  { stores, request, onProgress }: EvaluateOptions,
  columns: readonly string[],
): Promise<{ rows: Uint32Array; table: Table }> {
  onProgress?.({ phase: "reading" });
  const all = await readTable({ stores, versionId: request.datasetVersionId, columns });
  const selected = await selectedRows(stores, request.selection, all.rowCount);
  const table = takeRows(all, selected);
  const kept = rowsWithTarget(table, request.goal.target);
  if (kept.length === 0) throw new AppError("evaluation.empty");
  return { rows: Uint32Array.from(kept, (position) => selected[position]!), table: takeRows(table, kept) };
}

async function selectedRows(stores: EvaluationStores, selection: RowSelection, rowCount: number): Promise<Uint32Array> {
  if (selection.kind === "all") return Uint32Array.from({ length: rowCount }, (_, row) => row);
  const split = await stores.datasets.getSplit(selection.splitId);
  return readIndices(stores.blobs, split.parts[selection.part]);
}

async function predictWith(
  { stores, runtime, onProgress, signal }: EvaluateOptions,
  job: { readonly digest: Sha256; readonly table: Table },
): Promise<Predictions> {
  const { session } = await openPackage({ stores, runtime, digest: job.digest });
  return withSession(session, () =>
    predictBatches(session, job.table, { ...(onProgress && { onProgress }), ...(signal && { signal }) }),
  );
}

async function withSession<Result>(session: PackageSession, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    await session.dispose();
  }
}

/** The truth of the training rows of the package's split, with the classes of the rows that are scored. */
async function trainingTruth(
  stores: EvaluationStores,
  { datasetVersionId, splitId, signature }: ModelPackage,
  scored: Actual,
): Promise<Actual> {
  const table = await readTable({ stores, versionId: datasetVersionId, columns: [signature.target] });
  const split = await stores.datasets.getSplit(splitId);
  const train = takeRows(table, await readIndices(stores.blobs, split.parts.train));
  const complete = takeRows(train, rowsWithTarget(train, signature.target));
  return actualOf(complete, signature.target, scored.kind === "classes" ? scored.classes : []);
}

/** The champion's scores on the same rows; null when there is none, or when it predicts something else. */
async function evaluateChampion(
  options: EvaluateOptions,
  job: {
    readonly modelPackage: ModelPackage;
    readonly table: Table;
    readonly scoresOf: (answers: Predictions) => Scores;
  },
): Promise<Evaluation["champion"]> {
  const { stores, request } = options;
  const digest = request.championDigest;
  if (digest === null) return null;
  const champion = await stores.packages.getPackage(digest);
  if (!sameQuestion(champion, job.modelPackage)) return null;
  const versions = await stores.registry.listModelVersions(champion.projectId);
  const registered = versions.find((version) => version.packageDigest === digest);
  if (!registered) return null;
  const scores = job.scoresOf(await predictWith(options, { digest, table: job.table }));
  return { modelName: registered.modelName, version: registered.version, packageDigest: digest, scores };
}

/** Same target, task and classes in the same order, so that one truth serves both. */
function sameQuestion(a: ModelPackage, b: ModelPackage): boolean {
  const question = ({ signature }: ModelPackage): string =>
    JSON.stringify([signature.target, signature.task, signature.classes]);
  return question(a) === question(b);
}

function figures(predictions: Predictions, actual: Actual): Pick<Evaluation, "confusion" | "residuals"> {
  if (predictions.kind === "classes" && actual.kind === "classes") {
    return { confusion: confusionMatrix(predictions.labels, actual.labels, actual.classes), residuals: null };
  }
  if (predictions.kind === "values" && actual.kind === "values") {
    return { confusion: null, residuals: residualPoints(predictions.values, actual.values) };
  }
  return { confusion: null, residuals: null };
}

/** At most {@link MAX_RESIDUALS} points, evenly taken. */
function residualPoints(predicted: Float64Array, actual: Float64Array): readonly ResidualPoint[] {
  const count = Math.min(actual.length, MAX_RESIDUALS);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor((index * actual.length) / count);
    return { actual: actual[row]!, predicted: predicted[row]! };
  });
}

function rowsOf(rows: Uint32Array, actual: Actual, predictions: Predictions): EvaluationRows {
  const truth = actual.kind === "classes" ? actual.labels : actual.values;
  const answers = predictions.kind === "classes" ? predictions.labels : predictions.values;
  return { rows, actual: Float32Array.from(truth), predicted: Float32Array.from(answers) };
}
