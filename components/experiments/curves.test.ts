import { expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { curvePairs, pointsOf } from "./curves";

test("training and validation of one quantity are one pair, loss comes last", () => {
  const keys = ["train_loss", "val_loss", "train_accuracy", "val_accuracy", "best_val_loss", "best_epoch"];
  expect(curvePairs(keys)).toEqual([
    { name: "accuracy", train: "train_accuracy", validation: "val_accuracy" },
    { name: "loss", train: "train_loss", validation: "val_loss" },
  ]);
});

test("other spellings and lonely halves are understood", () => {
  expect(curvePairs(["validation.rmse", "training.rmse", "val_f1"])).toEqual([
    { name: "rmse", train: "training.rmse", validation: "validation.rmse" },
    { name: "f1", train: null, validation: "val_f1" },
  ]);
});

test("a diverged epoch is a gap", () => {
  const point = (step: number, value: number) => ({ runId: newId<never>(), key: "k", step, value, timestampMs: 0 });
  expect(pointsOf([point(1, 2), point(2, NaN), point(3, Infinity), point(4, 1)])).toEqual([
    { x: 1, y: 2 },
    { x: 4, y: 1 },
  ]);
  expect(pointsOf(undefined)).toEqual([]);
});
