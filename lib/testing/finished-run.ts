/** A finished run in a fresh database, without training: seeded weights, and the answers that they give. */
import "fake-indexeddb/auto";
import { saveVersion } from "../data/version/save-version";
import type { Task } from "../data/goal";
import { writeIndices } from "../data/version/read-table";
import type { Split } from "../data/split/split";
import { tableFromRows, takeRows, type Column, type Row, type Table } from "../data/table";
import { canonicalJson, sha256Json } from "../digest";
import { asId, newId, type DatasetVersionId, type RunId } from "../ids";
import { BY_PERSON } from "../journal";
import { forwardOutputs, randomNetwork } from "../packaging/testing/forward";
import type { FittedRecipe, TargetPlan } from "../preprocess/recipe";
import { seededRandom } from "../random";
import { freshStores } from "../storage/testing/fresh";
import { aRun, PROJECT } from "../storage/testing/samples";
import { networkFor, type TrainedNetwork } from "../training/model-spec";
import { floatsToBytes, networkToFile } from "../training/network-file";

const ROWS = 120;
const CITIES = ["Bogotá", "Lima", "Quito"] as const;
const TARGETS: Readonly<Record<Task, TargetPlan>> = {
  binary: { kind: "labels", column: "target", classes: ["no", "yes"] },
  multiclass: { kind: "labels", column: "target", classes: ["high", "low", "mid"] },
  regression: { kind: "number", column: "target", offset: 120, scale: 35 },
};

/** Stores with one dataset, split, recipe and finished run of the given task. The target is what the network says, with noise. */
export async function finishedRun(task: Task, options: { readonly tamper?: boolean } = {}) {
  const { stores, clock } = freshStores();
  const recipe = recipeOf(TARGETS[task]);
  const classCount = recipe.target.kind === "labels" ? recipe.target.classes.length : 0;
  const model = { kind: "mlp", layers: [{ units: 8, activation: "tanh", dropout: 0 }] } as const;
  const network = randomNetwork(networkFor({ model, task, inputWidth: 5, classCount }), 3);
  const table = withTarget(featureTable(), recipe, network);
  const version = await saveVersion(
    { stores, clock },
    {
      projectId: PROJECT,
      datasetName: "customers",
      table,
      schema: [
        { name: "age", type: "number" },
        { name: "income", type: "number" },
        { name: "city", type: "category" },
        { name: "target", type: task === "regression" ? "number" : "category" },
      ],
      source: null,
      parents: [],
      message: "made for a test",
      origin: { kind: "import", source: { kind: "none" } },
      image: null,
      suggestedTarget: "target",
      groups: null,
      by: BY_PERSON,
    },
  );
  const split = await saveSplit(stores, version.id);
  const recipeId = newId<ReturnType<typeof aRun>["recipeId"]>();
  await stores.recipes.saveRecipe({
    id: recipeId,
    projectId: PROJECT,
    datasetVersionId: version.id,
    splitId: split.id,
    fitted: recipe,
    digest: await sha256Json(recipe),
    createdAtMs: 0,
  });
  const run = aRun({ id: asId<RunId>("c".repeat(32)), recipeId, splitId: split.id });
  await stores.tracking.createRun(run, BY_PERSON);
  const stored = options.tamper ? tampered(network) : network;
  const { header, bytes } = networkToFile(stored);
  const outputs = forwardOutputs(recipe, network, takeRows(table, TEST_ROWS));
  const artifacts = [
    ["recipe.json", new TextEncoder().encode(canonicalJson(recipe))],
    ["model/network.json", new TextEncoder().encode(canonicalJson(header))],
    ["model/weights.bin", bytes],
    ["predictions/test.f32", floatsToBytes(outputs)],
  ] as const;
  for (const [path, content] of artifacts) {
    const digest = await stores.blobs.put(content);
    await stores.tracking.addArtifact(run.id, { path, digest, sizeBytes: content.length });
  }
  await stores.tracking.logMetrics(run.id, [
    { key: "baseline_loss", step: 0, value: 1.1, timestampMs: 0 },
    { key: "val_loss", step: 1, value: 0.4, timestampMs: 0 },
  ]);
  await stores.tracking.finishRun(run.id, { status: "FINISHED", endTimeMs: 1_700_000_000_000, error: null }, BY_PERSON);
  return { stores, clock, run, recipe, network, table, version, split };
}

const TRAIN_ROWS = range(0, 80);
const TEST_ROWS = range(100, ROWS);

function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, index) => from + index);
}

async function saveSplit(
  stores: Awaited<ReturnType<typeof freshStores>>["stores"],
  versionId: DatasetVersionId,
): Promise<Split> {
  const parts = {
    train: await writeIndices(stores.blobs, TRAIN_ROWS),
    validation: await writeIndices(stores.blobs, range(80, 100)),
    test: await writeIndices(stores.blobs, TEST_ROWS),
  };
  const split: Split = {
    id: newId(),
    projectId: PROJECT,
    datasetVersionId: versionId,
    params: { seed: 7, train: 2 / 3, validation: 1 / 6, test: 1 / 6, stratify: false },
    target: "target",
    parts,
    balance: [],
    digest: await sha256Json(parts),
    createdAtMs: 0,
  };
  await stores.datasets.saveSplit(split);
  return split;
}

function recipeOf(target: TargetPlan): FittedRecipe {
  return {
    formatVersion: 1,
    spec: { steps: [] },
    features: [
      { kind: "numeric", column: "age", fill: 40, offset: 40, factor: 0.1 },
      { kind: "numeric", column: "income", fill: 2e6, offset: 2e6, factor: 1e-6 },
      { kind: "one-hot", column: "city", fill: "Lima", categories: CITIES },
    ],
    target,
    outputNames: ["age", "income", "city=Bogotá", "city=Lima", "city=Quito"],
  };
}

const FEATURES: ReadonlyMap<string, Column["storage"]> = new Map([
  ["age", "numeric"],
  ["income", "numeric"],
  ["city", "dictionary"],
]);

/** Every tenth value is missing; one city in twenty is unknown to the recipe. */
function featureTable(): Table {
  const random = seededRandom("features");
  const maybe = <Value>(value: Value): Value | null => (random.next() < 0.1 ? null : value);
  const rows = Array.from({ length: ROWS }, (): Row => ({
    age: maybe(40 + 12 * random.normal()),
    income: maybe(2e6 + 8e5 * random.normal()),
    city: maybe(random.next() < 0.05 ? "Cusco" : CITIES[random.int(3)]!),
  }));
  return tableFromRows(rows, FEATURES);
}

/** The network's own answer, wrong in one row of eight. */
function withTarget(table: Table, recipe: FittedRecipe, network: TrainedNetwork): Table {
  const outputs = forwardOutputs(recipe, network, table);
  const { target } = recipe;
  const width = network.spec.outputWidth;
  const values = Array.from({ length: table.rowCount }, (_, row) => {
    const output = outputs.subarray(row * width, (row + 1) * width);
    const noise = row % 8 === 0 ? 1 : 0;
    if (target.kind === "number") return output[0]! * target.scale + target.offset + noise * 5;
    const best = width === 1 ? Number(output[0]! > 0.5) : output.indexOf(Math.max(...output));
    return target.classes[(best + noise) % target.classes.length]!;
  });
  const storage = target.kind === "number" ? "numeric" : "dictionary";
  const column = tableFromRows(
    values.map((value) => ({ target: value })),
    new Map([["target", storage]]),
  );
  return { rowCount: table.rowCount, columns: new Map([...table.columns, ...column.columns]) };
}

/** The same network with one weight changed. */
function tampered(network: TrainedNetwork): TrainedNetwork {
  const [first, ...others] = network.weights;
  if (!first) return network;
  const kernel = first.kernel.slice();
  kernel[0] = kernel[0]! + 0.5;
  return { ...network, weights: [{ ...first, kernel }, ...others] };
}
