import { describe, expect, it } from "vitest";
import type { TrainEvent } from "../executors/context";
import { aRun } from "../../tracking/testing/a-run";
import { CURVE_POINTS, foldTraining, storedTraining, thinned, type TrainingFold } from "./training-view";

const started: TrainEvent = { kind: "started", runId: "r", epochs: 10 };
const epoch = (number: number): TrainEvent => ({
  ...{
    kind: "epoch",
    epoch: number,
    trainLoss: 1,
    validationLoss: 2,
    trainScore: 0.5,
    validationScore: 0.4,
    best: true,
  },
});
const fold = (...events: readonly TrainEvent[]) =>
  events.reduce<TrainingFold>((state, event) => foldTraining(state, event), null)?.view;

describe("a training in flight", () => {
  it("shows its backend, speed, time left and curve", () => {
    const choice = { chosen: "wasm", device: "wasm simd", reason: "measured", measurements: [] } as const;
    const step = { kind: "step", epoch: 1, step: 20, stepsPerEpoch: 40, loss: 1, stepsPerSecond: 38 } as const;
    const during = fold(started, { kind: "backend", choice }, step);
    expect(during).toMatchObject({ backend: "wasm", device: "wasm simd", stepsPerSecond: 38, secondsLeft: 380 / 38 });
    const after = fold(started, { kind: "backend", choice }, step, epoch(1));
    expect(after).toMatchObject({
      epoch: 1,
      epochs: 10,
      secondsLeft: 360 / 38,
      curve: [{ epoch: 1, validationLoss: 2 }],
    });
  });

  it("says nothing before it starts, and no time left before a speed is known", () => {
    expect(fold(epoch(1))).toBeUndefined();
    expect(fold(started, epoch(1))).toMatchObject({ stepsPerSecond: null, secondsLeft: null });
  });

  it("gives the page a bounded curve that keeps its ends", () => {
    const view = fold(started, ...Array.from({ length: 1_000 }, (_, index) => epoch(index + 1)));
    if (!view) throw new Error("no view");
    const { curve } = thinned(view);
    expect([curve.length, curve[0]?.epoch, curve.at(-1)?.epoch]).toEqual([CURVE_POINTS, 1, 1_000]);
  });
});

describe("a training that another tab runs", () => {
  const choice = { chosen: "wasm", device: "2 threads", reason: "measured", measurements: [] } as const;
  const point = (number: number) => ({
    ...{ epoch: number, trainLoss: 1, validationLoss: 2, trainScore: 0.5, validationScore: 0.4 },
  });

  it("is told from its record and its metrics, with the time that is left at the pace so far", () => {
    const run = aRun({ params: { epochs: "10" }, startTimeMs: 1_000, backend: choice });
    expect(storedTraining(run, [point(1), point(2)], 5_000)).toMatchObject({
      ...{ runId: run.id, backend: "wasm", device: "2 threads", epoch: 2, epochs: 10, secondsLeft: 16 },
      curve: [{ epoch: 1 }, { epoch: 2 }],
    });
  });

  it("has neither an epoch nor an end in sight before its first metrics", () => {
    const view = storedTraining(aRun({ params: { epochs: "10" } }), [], 5_000);
    expect(view).toMatchObject({ epoch: 0, epochs: 10, secondsLeft: null, backend: null });
  });
});
