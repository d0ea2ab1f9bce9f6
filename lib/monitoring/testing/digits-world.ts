/** A world on the shipped digits with a nearest-centroid classifier in place of a package's graph. */
import { readFileSync } from "node:fs";
import type { DatasetVersion } from "../../data/version/dataset";
import { dictionaryColumn, numericColumn, type Column, type Table } from "../../data/table";
import { AppError } from "../../errors";
import { asId } from "../../ids";
import type { ModelPackage, PackageSignature } from "../../packaging/package";
import type { PackageSession } from "../../packaging/session";
import { permutation, seededRandom } from "../../random";
import { DEFAULT_WORLD, type Endpoint, type Route } from "../../serving/endpoint";
import { EMPTY_SCENARIO, type Scenario } from "../../serving/scenario";
import { argMax } from "../../training/predictions";
import { DEFAULT_RULE, REFERENCE_ROWS, WINDOW_ROWS, type Monitor } from "../monitor";
import { scoreRecords } from "../score-records";
import type { WorldPorts } from "../world/world-ports";
import { fakeStores, type FakeStores } from "./fake-stores";

const TARGET = "label";
const CLASSES = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** A route to a package that was trained on a retraining version. */
export const RETRAINED: Route = { packageDigest: asId("digest-2"), modelVersion: "2", percent: 100 };

let digits: Table | null = null;

/** The digits data set as a table; the label is a category. */
export function digitsTable(): Table {
  if (digits) return digits;
  const text = readFileSync(new URL("../../../public/datasets/digits.csv", import.meta.url), "utf8");
  const [header = "", ...lines] = text.trim().split(/\r?\n/);
  const cells = lines.map((line) => line.split(","));
  const columns = header.split(",").map((name, index): [string, Column] => {
    const values = cells.map((row) => row[index] ?? "");
    return [name, name === TARGET ? dictionaryColumn(values) : numericColumn(values.map(Number))];
  });
  digits = { rowCount: lines.length, columns: new Map(columns) };
  return digits;
}

/** Train and test rows, the classes' shares kept, 70 % and 15 %. */
export function digitsSplit(table: Table, seed: number): { train: Uint32Array; test: Uint32Array } {
  const labels = table.columns.get(TARGET);
  const train: number[] = [];
  const test: number[] = [];
  CLASSES.forEach((_, code) => {
    const rows: number[] = [];
    if (labels?.storage === "dictionary") labels.codes.forEach((value, row) => value === code && rows.push(row));
    const order = permutation(rows.length, seededRandom(`${seed}/${code}`));
    order.forEach((position, rank) => {
      if (rank < 0.7 * rows.length) train.push(rows[position] ?? 0);
      else if (rank >= 0.85 * rows.length) test.push(rows[position] ?? 0);
    });
  });
  return { train: Uint32Array.from(train).sort(), test: Uint32Array.from(test).sort() };
}

/** A session that answers with the class of the nearest mean image; probabilities from the distances. */
export function centroidSession(table: Table, train: Uint32Array, signature: PackageSignature): PackageSession {
  const features = signature.inputs.map(({ name }) => name);
  const labels = table.columns.get(TARGET);
  const centroids = CLASSES.map(() => new Float64Array(features.length));
  const counts = new Float64Array(CLASSES.length);
  if (labels?.storage !== "dictionary") throw new AppError("data.target-missing");
  const classOf = labels.categories.map((category) => CLASSES.indexOf(category));
  const vector = (source: Table, row: number): Float64Array =>
    Float64Array.from(features, (name) => {
      const column = source.columns.get(name);
      const value = column?.storage === "numeric" ? column.values[row]! : 0;
      return Number.isNaN(value) ? 0 : value;
    });
  for (const row of train) {
    const label = classOf[labels.codes[row]!]!;
    counts[label]!++;
    vector(table, row).forEach((value, index) => (centroids[label]![index]! += value));
  }
  centroids.forEach((centroid, label) => centroid.forEach((sum, index) => (centroid[index] = sum / counts[label]!)));
  return {
    signature,
    predict: async (input) => {
      const probabilities = new Float32Array(input.rowCount * CLASSES.length);
      for (let row = 0; row < input.rowCount; row++) {
        const values = vector(input, row);
        const scores = centroids.map((centroid) =>
          Math.exp(-centroid.reduce((sum, mean, index) => sum + (mean - values[index]!) ** 2, 0) / 200),
        );
        const total = scores.reduce((sum, score) => sum + score, 1e-30);
        scores.forEach((score, label) => (probabilities[row * CLASSES.length + label] = score / total));
      }
      return { kind: "classes", classes: CLASSES, probabilities, labels: argMax(probabilities, CLASSES.length) };
    },
    dispose: async () => undefined,
  };
}

export interface DigitsWorld {
  readonly ports: WorldPorts;
  readonly stores: FakeStores;
  readonly endpoint: Endpoint;
}

/** An endpoint that serves digits, its monitor with the defaults that ship, and every port that the runner needs. */
export function digitsWorld(options: { readonly seed: number; readonly scenario?: Scenario }): DigitsWorld {
  const table = digitsTable();
  const split = digitsSplit(table, options.seed);
  const features = [...table.columns.keys()].filter((name) => name !== TARGET);
  const signature: PackageSignature = {
    task: "multiclass",
    inputMode: "matrix",
    inputs: features.map((name) => ({ name, type: "double" })),
    target: TARGET,
    classes: CLASSES,
  };
  const scenario = options.scenario ?? { ...EMPTY_SCENARIO, seed: options.seed };
  const endpoint = digitsEndpoint(scenario);
  const stores = fakeStores(endpoint, digitsMonitor(endpoint));
  const session = centroidSession(table, split.train, signature);
  const image = { width: 8, height: 8, columns: features, max: 16 };
  const versionOf = (id: string) =>
    ({ origin: { kind: id === "digits-2" ? "retraining" : "import" }, image }) as unknown as DatasetVersion;
  const packageOf = (digest: string) =>
    ({
      digest,
      datasetVersionId: digest === RETRAINED.packageDigest ? "digits-2" : "digits-1",
      splitId: asId("split-1"),
      signature,
    }) as unknown as ModelPackage;
  const ports: WorldPorts = {
    stores: {
      ...stores,
      packages: { getPackage: async (digest) => packageOf(digest) },
      datasets: { getVersion: async (id) => versionOf(id) },
    },
    loadTable: async () => table,
    loadPart: async (_id, part) => (part === "test" ? split.test : split.train),
    open: async () => session,
    metricOf: async () => "accuracy",
    plansOf: async () => features.map((column) => ({ kind: "numeric", column, fill: 0, offset: 0, factor: 1 })),
    score: scoreRecords,
    isBusy: async () => false,
    now: () => 0,
  };
  return { ports, stores, endpoint };
}

function digitsEndpoint(scenario: Scenario): Endpoint {
  return {
    id: asId("endpoint-1"),
    projectId: asId("project-1"),
    name: "digits",
    environment: "production",
    modelName: "digits",
    rollout: { kind: "all-at-once" },
    routes: [{ packageDigest: asId("digest-1"), modelVersion: "1", percent: 100 }],
    previousRoutes: [],
    routedAtMinute: 0,
    pipelineVersionId: null,
    world: { ...DEFAULT_WORLD, scenario },
    createdAtMs: 0,
  };
}

function digitsMonitor(endpoint: Endpoint): Monitor {
  return {
    id: asId("monitor-1"),
    projectId: endpoint.projectId,
    endpointId: endpoint.id,
    windowRows: WINDOW_ROWS,
    reference: { datasetVersionId: asId("digits-1"), splitId: asId("split-1"), seed: 7, rows: REFERENCE_ROWS },
    rule: DEFAULT_RULE,
    sinceMinute: 0,
    createdAtMs: 0,
  };
}
