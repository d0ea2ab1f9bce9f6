import { beforeAll, describe, expect, it } from "vitest";
import type { Engine, EngineEvent } from "../engine";
import type { TrainParams, ModelSpec } from "../model-spec";
import { digitsParts, type Digits } from "../testing/digits";
import { fitToEnd, trainParams, type EpochEvent } from "../testing/fit-to-end";
import { compiledEngine, createCompiledEngine } from "./engine";
import { createWebgpuTarget, type WebgpuTarget } from "./webgpu/target";

const MLP: ModelSpec = { kind: "mlp", layers: [{ units: 16, activation: "relu", dropout: 0 }] };
const clock = { nowMs: () => performance.now() };
const bytesOf = async (path: string) => new Uint8Array(await (await fetch(path)).arrayBuffer());

let digits: Digits;
beforeAll(async () => {
  digits = await digitsParts(await bytesOf("/datasets/digits.csv"));
});

async function openTarget(): Promise<WebgpuTarget> {
  const target = await createWebgpuTarget();
  if (!target) throw new Error("no WebGPU here");
  return target;
}

function train(engine: Engine, params: TrainParams) {
  return fitToEnd(engine.build(digits.spec(MLP), { seed: params.seed }), { ...digits, params });
}

describe("the compiled engine on WebGPU", () => {
  it("follows the CPU on the digits", async () => {
    const target = await openTarget();
    const params = trainParams({ epochs: 5, batchSize: 64 });
    const ours = await train(compiledEngine({ target, clock }), params);
    const loadKernel = (file: string) => bytesOf(`/wasm/${file}.wasm`);
    const theirs = await train(await createCompiledEngine({ loadKernel, clock, reproducible: true }), params);
    ours.epochs.forEach((epoch, index) => {
      expect(epoch.trainLoss).toBeCloseTo(theirs.epochs[index]!.trainLoss, 3);
      expect(epoch.validationLoss).toBeCloseTo(theirs.epochs[index]!.validationLoss, 3);
    });
    expect(ours.epochs.at(-1)!.validationScore).toBeGreaterThan(0.9);
    target.dispose();
  });

  it("finishes with the same accuracy when its device is destroyed in the middle", async () => {
    const params = trainParams({ epochs: 8, batchSize: 64 });
    const untouched = await openTarget();
    const whole = await train(compiledEngine({ target: untouched, clock }), params);

    const first = await openTarget();
    let renewed = 0;
    const renewTarget = async () => {
      renewed++;
      return createWebgpuTarget();
    };
    const engine = compiledEngine({ target: first, clock, renewTarget });
    const fit = engine
      .build(digits.spec(MLP), { seed: params.seed })
      .fit({ ...digits, params, signal: new AbortController().signal });
    const epochs: EpochEvent[] = [];
    const take = (event: EngineEvent) => {
      if (event.kind !== "epoch") return;
      epochs.push(event);
      if (event.epoch === 3) first.gpu.destroy();
    };
    for (let next = await fit.next(); !next.done; next = await fit.next()) take(next.value);

    expect(renewed).toBe(1);
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(epochs.at(-1)!.validationScore).toBeCloseTo(whole.epochs.at(-1)!.validationScore, 2);
    expect(epochs.at(-1)!.trainLoss).toBeCloseTo(whole.epochs.at(-1)!.trainLoss, 3);
  });

  it("answers and explains on a device that took the place of a lost one", async () => {
    const first = await openTarget();
    const engine = compiledEngine({ target: first, clock, renewTarget: () => createWebgpuTarget() });
    const model = engine.build(digits.spec(MLP), { seed: 1 });
    const before = await model.predict(digits.validation.features);
    first.gpu.destroy();
    expect(await model.predict(digits.validation.features)).toEqual(before);
    const gradients = await model.inputGradients!(digits.validation.features, { kind: "output", index: 3 });
    expect(gradients.length).toBe(64 * digits.validation.targets.length);
    expect(gradients.some((slope) => slope !== 0)).toBe(true);
  });
});
