import { expect, test } from "vitest";
import { aRun } from "@/lib/storage/testing/samples";
import { metricColumns, varyingParams } from "./run-columns";

test("metrics of the kept weights come first, training and baseline stay out", () => {
  const metrics = {
    train_loss: 1,
    val_loss: 1,
    best_epoch: 3,
    best_val_loss: 1,
    baseline_loss: 1,
    best_val_accuracy: 1,
    accuracy: 1,
  };
  const runs = [aRun({ metrics }), aRun({ metrics: { test_f1: 1 } })];
  expect(metricColumns(runs, 9)).toEqual(["best_val_accuracy", "best_val_loss", "val_loss", "test_f1", "accuracy"]);
  expect(metricColumns(runs, 2)).toHaveLength(2);
  expect(metricColumns([], 4)).toEqual([]);
});

test("only parameters that tell runs apart are worth a column, a missing one too", () => {
  const runs = [
    aRun({ params: { epochs: "20", optimizer: "adam", seed: "7" } }),
    aRun({ params: { epochs: "20", optimizer: "sgd", seed: "7", momentum: "0.9" } }),
  ];
  expect(varyingParams(runs, 4)).toEqual(["optimizer", "momentum"]);
  expect(varyingParams(runs.slice(0, 1), 4)).toEqual([]);
});

test("what was changed comes first, and the engine is not shown twice", () => {
  const runs = [
    aRun({ params: { epochs: "20", backend: "compiled-wasm", convolutions: "8 3x3", zeta: "1", model: "cnn" } }),
    aRun({ params: { epochs: "5", backend: "cpu", zeta: "2", model: "linear" } }),
  ];
  expect(varyingParams(runs, 9)).toEqual(["model", "convolutions", "epochs", "zeta"]);
});
