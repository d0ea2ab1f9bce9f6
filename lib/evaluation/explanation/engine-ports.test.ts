import { beforeAll, describe, expect, test } from "vitest";
import { manualClock } from "../../clock";
import type { Task } from "../../data/goal";
import { createCompiledEngine } from "../../training/compiled/engine";
import { loadKernelFromDisk } from "../../training/compiled/testing/node-kernels";
import type { Engine, EngineModel } from "../../training/engine";
import { networkFor, type ModelSpec } from "../../training/model-spec";
import { clouds } from "../../training/testing/clouds";
import { fitToEnd, trainParams } from "../../training/testing/fit-to-end";
import { adversarialCurve } from "../robustness/adversarial-curve";
import { fgsm } from "../robustness/fgsm";
import { enginePorts } from "./engine-ports";
import { integratedGradients } from "./integrated-gradients";

const MLP: ModelSpec = { kind: "mlp", layers: [{ units: 12, activation: "tanh", dropout: 0 }] };
let engine: Engine;

beforeAll(async () => {
  engine = await createCompiledEngine({ loadKernel: loadKernelFromDisk, clock: manualClock(), reproducible: true });
});

async function trained(task: Task, classes: number): Promise<EngineModel> {
  const model = engine.build(networkFor({ model: MLP, task, inputWidth: 4, classCount: classes }), { seed: 3 });
  const train = clouds({ rows: 120, classes, seed: 4 });
  await fitToEnd(model, { train, validation: train, params: trainParams({ epochs: 5 }) });
  return model;
}

function rowsOf(classes: number) {
  const { features, targets } = clouds({ rows: 30, classes, seed: 5 });
  const rows = Float64Array.from({ length: 120 }, (_, cell) => features.columns[cell % 4]![Math.floor(cell / 4)]!);
  return { rows, width: 4, targets: Float64Array.from(targets) };
}

const CASES = [
  ["binary", 2, 0],
  ["multiclass", 3, 2],
  ["regression", 2, 0],
] as const;

describe("a network on an engine", () => {
  test.each(CASES)("has slopes that integrate to its answer: %s", async (task, classes, output) => {
    const { predict, gradientsOf } = enginePorts({ model: await trained(task, classes), task });
    const result = await integratedGradients({
      predict,
      output,
      gradients: gradientsOf(output),
      data: rowsOf(classes),
      baseline: new Float64Array(4),
    });
    if (result.kind !== "measured") throw new Error(result.kind);
    expect(Math.max(...result.delta.map(Math.abs))).toBeGreaterThan(0.2);
    for (const error of result.completenessError) expect(error).toBeLessThan(2e-5);
  });

  test("loses accuracy under attack by the slopes of its loss", async () => {
    const { predict, lossGradients } = enginePorts({ model: await trained("multiclass", 3), task: "multiclass" });
    const curve = await adversarialCurve({
      predict,
      gradients: lossGradients,
      data: rowsOf(3),
      attack: fgsm,
      epsilons: [0, 0.5, 2],
      box: null,
    });
    if (curve.kind !== "measured") throw new Error(curve.kind);
    const [none, some, much] = curve.points.map(({ accuracy }) => accuracy);
    expect(none).toBe(curve.cleanAccuracy);
    expect(some).toBeLessThanOrEqual(none!);
    expect(much).toBeLessThan(none!);
  });

  test("without input gradients says so", async () => {
    const model = { ...(await trained("binary", 2)), inputGradients: null };
    expect(() => enginePorts({ model, task: "binary" })).toThrow("training.uncovered");
  });
});
