import { expect, it } from "vitest";
import { baselineScores } from "./baseline";

it("scores the most frequent class and the log-loss of the class shares", () => {
  const train = Float32Array.of(0, 0, 0, 1);
  const validation = Float32Array.of(0, 1);
  const { loss, score } = baselineScores({ task: "binary", train, validation });
  expect(score).toBe(0.5);
  expect(loss).toBeCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, 12);
});

it("scores the mean of the training targets", () => {
  const { loss, score } = baselineScores({
    task: "regression",
    train: Float32Array.of(1, 3),
    validation: Float32Array.of(2, 5),
  });
  expect(loss).toBe(4.5);
  expect(score).toBe(Math.sqrt(4.5));
});

it("falls back to the training targets without validation rows", () => {
  const train = Float32Array.of(1, 1, 0);
  expect(baselineScores({ task: "binary", train, validation: new Float32Array() }).score).toBeCloseTo(2 / 3, 12);
});
