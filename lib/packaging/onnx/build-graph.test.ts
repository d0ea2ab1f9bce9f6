import { beforeAll, describe, expect, it } from "vitest";
import { tableFromRows, takeRows, type Table } from "../../data/table";
import { planWidth, type ColumnPlan, type TargetPlan } from "../../preprocess/recipe";
import { seededRandom } from "../../random";
import {
  ACTIVATIONS,
  DEFAULT_CNN,
  networkFor,
  type Activation,
  type ConvLayer,
  type NetworkSpec,
} from "../../training/model-spec";
import type { Predictions } from "../../training/predictions";
import type { Task } from "../../data/goal";
import { loadNodeRuntime } from "../onnxruntime/node";
import type { PackageRuntime } from "../session";
import { forwardPredictions, randomNetwork } from "../testing/forward";
import { BINARY_TARGET, MULTICLASS_TARGET, NUMBER_TARGET, PLANS, recipeOf, sampleTable } from "../testing/recipes";
import { encodePackageGraph } from "./build-graph";

let runtime: PackageRuntime;
beforeAll(async () => {
  runtime = await loadNodeRuntime();
});

const TARGETS: Readonly<Record<Task, TargetPlan>> = {
  binary: BINARY_TARGET,
  multiclass: MULTICLASS_TARGET,
  regression: NUMBER_TARGET,
};

function specOf(task: Task, plans: readonly ColumnPlan[], activations: readonly Activation[]): NetworkSpec {
  const outputWidth = task === "multiclass" ? 3 : 1;
  return {
    task,
    inputWidth: plans.reduce((sum, plan) => sum + planWidth(plan), 0),
    outputWidth,
    imageSide: null,
    convolutions: [],
    layers: [
      ...activations.map((activation) => ({ units: 6, activation, dropout: 0.3 })),
      { units: outputWidth, activation: "linear", dropout: 0 },
    ],
  };
}

function packageOf(task: Task, plans: readonly ColumnPlan[], activations: readonly Activation[]) {
  const recipe = recipeOf(plans, TARGETS[task]);
  const network = randomNetwork(specOf(task, plans, activations), 11);
  return { recipe, network, ...encodePackageGraph({ recipe, network }) };
}

function numbersOf(predictions: Predictions): Float32Array | Float64Array {
  return predictions.kind === "values" ? predictions.values : predictions.probabilities;
}

function expectClose(got: Predictions, want: Predictions): void {
  const [a, b] = [numbersOf(got), numbersOf(want)];
  expect(a.length).toBe(b.length);
  for (let index = 0; index < b.length; index++) {
    expect(Math.abs(a[index]! - b[index]!)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(b[index]!)));
  }
  if (got.kind === "classes" && want.kind === "classes") expect([...got.labels]).toEqual([...want.labels]);
}

/** Odd and even kernels, with and without the edge. */
const IMAGES: Readonly<Record<string, Partial<ConvLayer>>> = {
  "the same size and pooling": { pool: 2 },
  "an even kernel": { kernelSize: 2, pool: 1 },
  "no edge": { padding: "valid", pool: 1, activation: "elu" },
  "batch normalisation": { batchNormalization: true, pool: 2 },
};

function pixelPlans(count: number): readonly ColumnPlan[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ kind: "numeric" as const, column: `p${index}`, fill: 0, offset: 8, factor: 0.2 },
  }));
}

function pixelTable(pixels: number, rows: number): Table {
  const random = seededRandom(2);
  const row = () => Object.fromEntries(pixelPlans(pixels).map(({ column }) => [column, 16 * random.next()]));
  const storage = new Map(pixelPlans(pixels).map(({ column }) => [column, "numeric" as const]));
  return tableFromRows(Array.from({ length: rows }, row), storage);
}

describe("package graph", () => {
  for (const task of ["binary", "multiclass", "regression"] as const) {
    for (const [name, plans] of Object.entries(PLANS)) {
      it(`answers ${task} rows of a ${name} recipe as the float64 reference does, missing and unknown values included`, async () => {
        const { recipe, network, onnx, signature } = packageOf(task, plans, ["relu"]);
        const session = await runtime.open(onnx, signature);
        const table = sampleTable();
        expectClose(await session.predict(table), forwardPredictions(recipe, network, table));
        await session.dispose();
      });
    }
  }

  for (const activation of ACTIVATIONS) {
    it(`knows the activation ${activation}`, async () => {
      const { recipe, network, onnx, signature } = packageOf("multiclass", PLANS.mixed, [activation, activation]);
      const session = await runtime.open(onnx, signature);
      const table = sampleTable();
      expectClose(await session.predict(table), forwardPredictions(recipe, network, table));
      await session.dispose();
    });
  }

  for (const [name, patch] of Object.entries(IMAGES)) {
    it(`reads images with ${name}`, async () => {
      const recipe = recipeOf(pixelPlans(49), MULTICLASS_TARGET);
      const convolutions = [5, 4].map((filters): ConvLayer => ({ ...DEFAULT_CNN.convolutions[0]!, ...patch, filters }));
      const layers = [{ units: 6, activation: "tanh" as const, dropout: 0 }];
      const model = { kind: "cnn" as const, convolutions, layers };
      const spec = networkFor({ model, task: "multiclass", inputWidth: 49, classCount: 3 });
      const network = randomNetwork(spec, 5);
      const { onnx, signature } = encodePackageGraph({ recipe, network });
      const session = await runtime.open(onnx, signature);
      const table = pixelTable(49, 4);
      expectClose(await session.predict(table), forwardPredictions(recipe, network, table));
      const none = await session.predict(takeRows(table, []));
      expect(none.kind === "classes" && none.labels.length).toBe(0);
      await session.dispose();
    });
  }

  it("answers one row as it answers the batch, and no rows with no answers", async () => {
    const { onnx, signature } = packageOf("multiclass", PLANS.mixed, ["tanh"]);
    const session = await runtime.open(onnx, signature);
    const table = sampleTable();
    const all = await session.predict(table);
    const one = await session.predict(takeRows(table, [2]));
    const none = await session.predict(takeRows(table, []));
    if (all.kind !== "classes" || one.kind !== "classes" || none.kind !== "classes") throw new Error("not classes");
    one.probabilities.forEach((p, index) => expect(p).toBeCloseTo(all.probabilities[2 * 3 + index]!, 6));
    expect(one.labels[0]).toBe(all.labels[2]);
    expect(none.labels).toHaveLength(0);
  });

  it("declares one matrix input for numbers and one input per column otherwise", () => {
    expect(packageOf("binary", PLANS.numeric, []).signature).toEqual({
      task: "binary",
      inputMode: "matrix",
      inputs: [
        { name: "age", type: "double" },
        { name: "since", type: "double" },
      ],
      target: "churn",
      classes: ["no", "yes"],
    });
    expect(packageOf("regression", PLANS.mixed, []).signature).toMatchObject({ inputMode: "columns", classes: [] });
  });

  it("gives the same bytes for the same network", () => {
    expect(packageOf("binary", PLANS.mixed, ["elu"]).onnx).toEqual(packageOf("binary", PLANS.mixed, ["elu"]).onnx);
  });

  it("names what it cannot encode", () => {
    const recipe = recipeOf(PLANS.numeric, BINARY_TARGET);
    const network = randomNetwork(specOf("binary", PLANS.numeric, ["relu"]), 1);
    const layers = [{ units: 6, activation: "swish" as Activation, dropout: 0 }, ...network.spec.layers.slice(1)];
    const strange = { ...network, spec: { ...network.spec, layers } };
    expect(() => encodePackageGraph({ recipe, network: strange })).toThrow(
      expect.objectContaining({ code: "package.unsupported", details: { what: "activation swish" } }),
    );
  });

  it("refuses a network that does not fit its recipe", () => {
    const recipe = recipeOf(PLANS.mixed, BINARY_TARGET);
    const network = randomNetwork(specOf("binary", PLANS.numeric, ["relu"]), 1);
    expect(() => encodePackageGraph({ recipe, network })).toThrow(
      expect.objectContaining({ code: "training.model-invalid" }),
    );
  });
});

describe("package session", () => {
  it("refuses a row without one of its columns, naming it", async () => {
    const { onnx, signature } = packageOf("binary", PLANS.numeric, []);
    const session = await runtime.open(onnx, signature);
    const table = tableFromRows([{ age: 3 }], new Map([["age", "numeric"]]));
    await expect(session.predict(table)).rejects.toMatchObject({
      code: "endpoint.bad-input",
      details: { column: "since", problem: "missing" },
    });
  });

  it("refuses text where a number belongs", async () => {
    const { onnx, signature } = packageOf("binary", PLANS.oneNumber, []);
    const session = await runtime.open(onnx, signature);
    const table = tableFromRows([{ age: "old" }], new Map([["age", "dictionary"]]));
    await expect(session.predict(table)).rejects.toMatchObject({
      code: "endpoint.bad-input",
      details: { column: "age", problem: "type" },
    });
  });

  it("says so when a graph does not load", async () => {
    const { signature } = packageOf("binary", PLANS.oneNumber, []);
    await expect(runtime.open(new Uint8Array([1, 2, 3]), signature)).rejects.toMatchObject({
      code: "package.runtime-failed",
    });
  });
});
