/** Scores a package, and beside it the champion and the dummy, on the same rows. */
import type { Clock } from "../clock";
import { readIndices, readTable } from "../data/version/read-table";
import { takeRows, type Table } from "../data/table";
import { throwIfAborted } from "../errors";
import { seededRandom } from "../random";
import { newId, type EvaluationId, type Sha256 } from "../ids";
import { openPackage } from "../packaging/open-package";
import type { ModelPackage } from "../packaging/package";
import type { PackageRuntime, PackageSession } from "../packaging/session";
import type { OnProgress } from "../progress";
import type { Predictions } from "../training/predictions";
import { actualOf, rowsWithTarget, type Actual } from "./actual";
import type { Answered } from "./answered";
import { baselinePredictions } from "./baseline";
import { evaluationChecks } from "./checks";
import type { Evaluation, Scores } from "./evaluation";
import { compareWithOther, evidenceOf, type EvidenceInput } from "./evidence";
import type { EvaluationRequest, EvaluationStores } from "./evaluation-request";
import { encodeEvaluationRows } from "./evaluation-rows";
import { answeredRows, figures } from "./figures";
import { judge } from "./judgement/judge";
import { predictBatches } from "../packaging/predict-batches";
import { scorePredictions } from "./score";
import { readScoredRows } from "./scored-rows";

export interface EvaluateOptions {
  readonly stores: EvaluationStores;
  readonly runtime: PackageRuntime;
  readonly request: EvaluationRequest;
  readonly clock: Clock;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/**
 * Evaluates and stores. Rows without a target are left out; when none is left, `evaluation.empty`. The dummy is fitted on the
 * training rows of the package's own split, whatever the rows that are scored.
 */
export async function evaluatePackage(options: EvaluateOptions): Promise<Evaluation> {
  const { stores, request, clock } = options;
  const { goal } = request;
  options.onProgress?.({ phase: "reading" });
  const modelPackage = await stores.packages.getPackage(request.packageDigest);
  const { rows, table } = await readScoredRows(options, modelPackage);
  const actual = actualOf(table, goal.target, modelPackage.signature.classes);
  const predictions = await predictWith(options, { digest: modelPackage.digest, table });
  const scoresOf = (answers: Predictions): Scores =>
    scorePredictions({ task: goal.task, predictions: answers, actual });

  options.onProgress?.({ phase: "evaluating" });
  const scores = scoresOf(predictions);
  const dummy = baselinePredictions(await trainingTruth(stores, modelPackage, actual), rows.length);
  const baseline = dummy ? scoresOf(dummy) : {};
  const champion = await evaluateChampion(options, {
    modelPackage,
    table,
    answered: { predictions, actual },
    scoresOf,
  });
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
    ...evidenceFor(
      { modelPackage, table },
      { metric: goal.metric, answered: { predictions, actual }, baseline: dummy },
    ),
    ...judgementOf({ predictions, actual }, { sensitive: goal.sensitive, table }),
    ...figures(predictions, actual),
    rowsDigest: await stores.blobs.put(encodeEvaluationRows(answeredRows(rows, actual, predictions))),
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

/** The evidence on the rows of a table, sliced by the package's inputs; the same package and metric draw the same samples. */
function evidenceFor(
  { modelPackage, table }: { readonly modelPackage: ModelPackage; readonly table: Table },
  found: Pick<EvidenceInput, "metric" | "answered" | "baseline">,
): ReturnType<typeof evidenceOf> {
  const random = seededRandom(`${modelPackage.digest}/${found.metric}`);
  return evidenceOf({ ...found, columns: slicedBy(modelPackage, table), random });
}

/** The judgement by the goal's sensitive columns that the rows have. */
function judgementOf(
  answered: Answered,
  { sensitive, table }: { readonly sensitive: readonly string[]; readonly table: Table },
): Pick<Evaluation, "judgement"> {
  const names = new Set(sensitive);
  const judgement = judge({
    ...answered,
    sensitive: new Map([...table.columns].filter(([name]) => names.has(name))),
  });
  return judgement ? { judgement } : {};
}

/** The package's input columns; none of an image, whose pixels say nothing one by one. */
function slicedBy({ signature, image }: ModelPackage, { columns }: Table): Table["columns"] {
  const names = new Set(image ? [] : signature.inputs.map((input) => input.name));
  return new Map([...columns].filter(([name]) => names.has(name)));
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

/** The champion's scores on the same rows; null when there is none, or it predicts something else, or from other columns. */
async function evaluateChampion(
  options: EvaluateOptions,
  job: {
    readonly modelPackage: ModelPackage;
    readonly table: Table;
    readonly answered: Answered;
    readonly scoresOf: (answers: Predictions) => Scores;
  },
): Promise<Evaluation["champion"]> {
  const { stores, request } = options;
  const digest = request.championDigest;
  if (digest === null) return null;
  const champion = await stores.packages.getPackage(digest);
  if (!sameQuestion(champion, job.modelPackage)) return null;
  if (!champion.signature.inputs.every((input) => job.table.columns.has(input.name))) return null;
  const versions = await stores.registry.listModelVersions(champion.projectId);
  const registered = versions.find((version) => version.packageDigest === digest);
  if (!registered) return null;
  const answers = await predictWith(options, { digest, table: job.table });
  const { modelName, version } = registered;
  const base = { modelName, version, packageDigest: digest, scores: job.scoresOf(answers) };
  const test = digest === job.modelPackage.digest ? null : compareWithOther(job.answered, answers);
  if (test?.kind !== "measured") return base;
  const { advantage, p, verdict } = test;
  return { ...base, comparison: { advantage, p, verdict } };
}

/** Same target, task and classes in the same order, so that one truth serves both. */
function sameQuestion(a: ModelPackage, b: ModelPackage): boolean {
  const question = ({ signature }: ModelPackage): string =>
    JSON.stringify([signature.target, signature.task, signature.classes]);
  return question(a) === question(b);
}
