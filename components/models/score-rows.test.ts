import { expect, test } from "vitest";
import { anEvaluation, digestOf } from "@/lib/storage/testing/samples";
import { scoreRows } from "./score-rows";

test("the primary metric comes first, and the best is marked in the metric's own direction", () => {
  const rows = scoreRows(
    anEvaluation({
      metric: "logLoss",
      scores: { accuracy: 0.9, logLoss: 0.4 },
      baseline: { accuracy: 0.5, logLoss: 0.7 },
      champion: {
        modelName: "m",
        version: "1",
        packageDigest: digestOf("1"),
        scores: { accuracy: 0.95, logLoss: 0.3 },
      },
    }),
  );
  expect(rows.map((row) => [row.metric, row.primary, row.best])).toEqual([
    ["logLoss", true, "champion"],
    ["accuracy", false, "champion"],
  ]);
});

test("the interval stands beside the primary metric alone", () => {
  const interval = { low: 0.8, high: 0.95, confidence: 0.95, method: "wilson" } as const;
  const rows = scoreRows(anEvaluation({ metric: "auc", scores: { accuracy: 0.9, auc: 0.8 }, interval }));
  expect(rows.map((row) => [row.metric, row.interval])).toEqual([
    ["auc", interval],
    ["accuracy", null],
  ]);
  expect(scoreRows(anEvaluation())[0]?.interval).toBeNull();
});

test("equal scores are the model's, and a metric that nobody else has has no best", () => {
  const rows = scoreRows(anEvaluation({ scores: { accuracy: 0.9, auc: 0.8 }, baseline: { accuracy: 0.9 } }));
  expect(rows.map((row) => row.best)).toEqual(["model", null]);
});
