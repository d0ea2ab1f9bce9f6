import { expect, test } from "vitest";
import { asId } from "@/lib/ids";
import { aRun } from "@/lib/storage/testing/samples";
import {
  bestOf,
  isShown,
  metricColumns,
  readColumnChoice,
  runColumns,
  turned,
  varyingParams,
  writeColumnChoice,
} from "./run-columns";

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

test("the goal's metric is the first column, and the data version is always one", () => {
  const runs = [aRun({ params: { metric: "auc" }, metrics: { best_val_accuracy: 0.9, best_val_auc: 0.8 } })];
  expect(metricColumns(runs, 2)).toEqual(["best_val_auc", "best_val_accuracy"]);
  const usual = runColumns(runs).filter((column) => isShown(column, new Map()));
  expect(usual.map(({ id }) => id)).toContain("data");
});

test("a choice of columns is kept as text, and columns that nobody chose stay as usual", () => {
  const columns = runColumns([aRun({ params: { seed: "1" } })]);
  const column = (id: string) => columns.find((found) => found.id === id)!;
  const choice = turned(turned(new Map(), column("param.seed")), column("data"));
  expect(writeColumnChoice(choice)).toBe("+param.seed,-data");
  const read = readColumnChoice(writeColumnChoice(choice));
  expect(columns.filter((found) => isShown(found, read)).map(({ id }) => id)).toEqual([
    "status",
    "param.seed",
    "duration",
    "started",
  ]);
  expect(readColumnChoice("")).toEqual(new Map());
  expect(isShown(column("data"), turned(read, column("data")))).toBe(true);
});

test("the best is one of the runs on the same data and split, and never NaN", () => {
  const on = (split: string, loss: number) => aRun({ splitId: asId(split), metrics: { val_loss: loss } });
  expect(bestOf([on("a", 0.1), on("b", 0.3), on("b", NaN), on("b", 0.2)], "val_loss")).toBe(0.2);
  expect(bestOf([on("a", 0.1), on("b", 0.3)], "val_loss")).toBeNull();
});
