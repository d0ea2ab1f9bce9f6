/** From a finished run to a package that has proved itself: encode, run, compare, seal, store. */
import type { Clock } from "../clock";
import type { DatasetVersion } from "../data/version/dataset";
import { readIndices, readVersion } from "../data/version/read-table";
import type { Split } from "../data/split/split";
import type { BlobStore, DatasetStore } from "../data/version/store";
import { takeRows, type Table } from "../data/table";
import { canonicalJson } from "../digest";
import { AppError, throwIfAborted } from "../errors";
import type { ProjectId, RunId } from "../ids";
import type { Attribution } from "../journal";
import type { Recipe, RecipeStore } from "../preprocess/recipe";
import type { OnProgress } from "../progress";
import { loadNetwork, loadTestOutputs } from "../tracking/load-network";
import type { Run } from "../tracking/run";
import type { TrackingStore } from "../tracking/store";
import type { TrainedNetwork } from "../training/model-spec";
import { predictionsFrom, type Predictions } from "../training/predictions";
import { decisionFor, type Decision } from "./decision";
import { goldenRows } from "./golden-rows";
import { sealManifest, type PackageFiles } from "./manifest";
import { mlflowFiles } from "./mlmodel";
import { modelCard } from "./model-card";
import { encodePackageGraph, type PackageGraph } from "./onnx/build-graph";
import { MODEL_PATH } from "./open-package";
import type { ModelPackage, PackageManifest, PackageStore, ParityReport } from "./package";
import { assertParity, compareParity } from "./parity";
import { predictBatches } from "./predict-batches";
import type { PackageRuntime } from "./session";

export interface BuildStores {
  readonly blobs: BlobStore;
  readonly datasets: DatasetStore;
  readonly recipes: RecipeStore;
  readonly tracking: TrackingStore;
  readonly packages: PackageStore;
}

export interface BuildOptions {
  readonly stores: BuildStores;
  readonly runtime: PackageRuntime;
  readonly runId: RunId;
  readonly projectId: ProjectId;
  /** The threshold that a person chose; left out where the model has no such class. */
  readonly decision?: Decision | null;
  readonly by: Attribution;
  readonly clock: Clock;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** Everything that a package is made of. */
interface Source {
  readonly run: Run;
  readonly recipe: Recipe;
  readonly split: Split;
  readonly version: DatasetVersion;
  readonly network: TrainedNetwork;
  readonly decision: Decision | null;
  /** Test rows of the split, in its order. */
  readonly testRows: Table;
  /** What the trained network answered for them. */
  readonly trained: Predictions;
}

interface Proof {
  readonly parity: ParityReport;
  readonly packaged: Predictions;
}

/**
 * Builds and stores the package of a run. The graph is run on the test rows before anything is stored: answers that differ from
 * the trained network's by more than the tolerance are `package.parity-failed`. A run that has not finished is
 * `run.not-finished`; a part without an ONNX form is `package.unsupported`. The same run and decision give the same digest.
 */
export async function buildPackage(options: BuildOptions): Promise<ModelPackage> {
  const { stores, onProgress, signal } = options;
  onProgress?.({ phase: "reading" });
  const source = await readSource(options);
  throwIfAborted(signal);

  onProgress?.({ phase: "packaging" });
  const { recipe, network, decision } = source;
  const graph = encodePackageGraph({ recipe: recipe.fitted, network, decision });

  onProgress?.({ phase: "checking-parity" });
  const proof = await prove(options, source, graph);

  onProgress?.({ phase: "saving" });
  const files = filesOf(source, graph, proof.packaged);
  const sealed = await sealManifest(files, { lineage: lineageOf(source), ...(decision ? { decision } : {}) });
  throwIfAborted(signal);
  for (const bytes of [...files.values(), sealed.bytes]) await stores.blobs.put(bytes);
  const modelPackage = describe(options, source, { graph, proof, files, sealed });
  await stores.packages.savePackage(modelPackage, options.by);
  return modelPackage;
}

async function readSource({ stores, runId, decision: asked }: BuildOptions): Promise<Source> {
  const run = await stores.tracking.getRun(runId);
  if (run.status !== "FINISHED") {
    throw new AppError("run.not-finished", { details: { run: run.name, status: run.status } });
  }
  const [recipe, split, network] = await Promise.all([
    stores.recipes.getRecipe(run.recipeId),
    stores.datasets.getSplit(run.splitId),
    loadNetwork(stores, run),
  ]);
  const version = await stores.datasets.getVersion(recipe.datasetVersionId);
  const columns = recipe.fitted.features.map((plan) => plan.column);
  const table = await readVersion(stores.blobs, version, columns);
  const testRows = takeRows(table, await readIndices(stores.blobs, split.parts.test));
  const outputs = await loadTestOutputs(stores, run);
  const trained = predictionsFrom(outputs, recipe.fitted.target, network.spec.task);
  const { target } = recipe.fitted;
  const decision = decisionFor(asked, target.kind === "labels" ? target.classes : []);
  return { run, recipe, split, version, network, decision, testRows, trained };
}

async function prove({ runtime, signal }: BuildOptions, source: Source, graph: PackageGraph): Promise<Proof> {
  const session = await runtime.open(graph.onnx, graph.signature);
  try {
    const packaged = await predictBatches(session, source.testRows, signal ? { signal } : {});
    const { trained, decision } = source;
    const parity = compareParity(trained, packaged, { runtime: runtime.name, decision });
    assertParity(parity);
    return { parity, packaged };
  } finally {
    await session.dispose();
  }
}

function filesOf(source: Source, { onnx, signature }: PackageGraph, packaged: Predictions): PackageFiles {
  const { run, recipe, split, version, network, decision, testRows } = source;
  const golden = goldenRows({ table: testRows, predictions: packaged, signature });
  const card = modelCard({ run, version, split, recipe: recipe.fitted, network: network.spec, signature, decision });
  const mlflow = mlflowFiles({
    signature,
    golden,
    runId: run.id,
    endTimeMs: run.endTimeMs ?? run.startTimeMs,
    modelSizeBytes: onnx.length,
    metadata: { ...lineageOf(source), ...metadataOf(decision) },
  });
  const texts = [
    ...mlflow,
    ["README.md", card],
    ["recipe.json", canonicalJson(recipe.fitted)],
    ["signature.json", canonicalJson(signature)],
    ["golden.json", canonicalJson(golden)],
  ] as const;
  const encoder = new TextEncoder();
  return new Map([[MODEL_PATH, onnx], ...texts.map(([path, text]) => [path, encoder.encode(text)] as const)]);
}

/** MLflow's metadata is flat. */
function metadataOf(decision: Decision | null): Readonly<Record<string, string | number>> {
  return decision ? { decisionPositive: decision.positive, decisionThreshold: decision.threshold } : {};
}

function lineageOf({ run, recipe, split, version }: Source): PackageManifest["lineage"] {
  return {
    runId: run.id,
    datasetSha256: version.contentSha256,
    datasetName: version.name,
    datasetVersion: version.version,
    recipeSha256: recipe.digest,
    splitSha256: split.digest,
  };
}

function describe(
  { projectId, clock }: BuildOptions,
  { run, version }: Source,
  made: {
    readonly graph: PackageGraph;
    readonly proof: Proof;
    readonly files: PackageFiles;
    readonly sealed: Awaited<ReturnType<typeof sealManifest>>;
  },
): ModelPackage {
  const { graph, proof, files, sealed } = made;
  return {
    digest: sealed.digest,
    projectId,
    runId: run.id,
    recipeId: run.recipeId,
    splitId: run.splitId,
    datasetVersionId: version.id,
    manifest: sealed.manifest,
    signature: graph.signature,
    image: version.image,
    parity: proof.parity,
    sizeBytes: [...files.values(), sealed.bytes].reduce((sum, bytes) => sum + bytes.length, 0),
    createdAtMs: clock.nowMs(),
  };
}
