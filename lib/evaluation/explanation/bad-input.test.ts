/** Bad input is a named result or an AppError, of every public entry point of explanation and robustness. */
import { expect, it } from "vitest";
import { nearestCounterfactual } from "./counterfactual";
import { exactShapley } from "./exact-shapley";
import { integratedGradients } from "./integrated-gradients";
import { kernelShap } from "./kernel-shap";
import { partialDependence } from "./partial-dependence";
import { permutationImportance } from "./permutation-importance";
import { type Metric } from "../metric";
import type { LabelledRows, Predict } from "../predict";
import { meanSquaredError } from "../regression/squared-error";
import { adversarialCurve } from "../robustness/adversarial-curve";
import { fgsm } from "../robustness/fgsm";
import { missingCurve } from "../robustness/missing-curve";
import { noiseCurve } from "../robustness/noise-curve";
import { pgd } from "../robustness/pgd";
import { conformance, RANDOM } from "../testing/bad-input";

/** Two features of which the second is whole; the model, its slopes and its score are as good as they can be. */
const linear: Predict = (rows, width) =>
  Float64Array.from({ length: rows.length / width }, (_, row) => rows[row * width]! - 0.5 * rows[row * width + 1]!);
const slopes = (rows: Float64Array, width: number): Float64Array =>
  rows.map((_, cell) => (cell % width === 0 ? 1 : -0.5));
const squared = (predicted: Float64Array, truth: Float64Array): Metric => meanSquaredError({ truth, predicted });

const MODELS: Readonly<Record<string, Predict>> = {
  linear,
  constant: (rows, width) => new Float64Array(rows.length / width),
  "that answers no number": (rows, width) => new Float64Array(rows.length / width).fill(NaN),
  "that answers infinity": (rows, width) => new Float64Array(rows.length / width).fill(Infinity),
  "that answers nothing": () => new Float64Array(0),
  "of classes": (rows, width) => new Float64Array((2 * rows.length) / width).fill(0.5),
};

const WHOLE = { rows: Float64Array.of(0, 1, 2, 0, 1, 1, 3, 2), width: 2 };

for (const [name, predict] of Object.entries(MODELS)) {
  conformance<LabelledRows>(
    `explanation of a model ${name}`,
    {
      permutationImportance: (data) =>
        permutationImportance({ predict, data, score: squared, better: "lower", repeats: 2, random: RANDOM() }),
      "permutationImportance by a score that is no number": (data) =>
        permutationImportance({
          predict,
          data,
          score: () => ({ kind: "measured", value: NaN }),
          better: "lower",
          random: RANDOM(),
        }),
      partialDependence: (data) => partialDependence({ predict, data, feature: 0, individual: true }),
      "partialDependence on a bad grid": (data) =>
        partialDependence({ predict, data: WHOLE, feature: 0, grid: Float64Array.from(data.rows) }),
      exactShapley: (data) => exactShapley({ predict, data, background: WHOLE }),
      "exactShapley of a bad background": (data) => exactShapley({ predict, data: WHOLE, background: data }),
      "exactShapley of log-odds": (data) => exactShapley({ predict, data, background: WHOLE, link: "logit" }),
      kernelShap: (data) => kernelShap({ predict, data, background: WHOLE, random: RANDOM() }),
      "kernelShap of no samples": (data) =>
        kernelShap({ predict, data, background: WHOLE, random: RANDOM(), samples: NaN }),
      integratedGradients: (data) =>
        integratedGradients({ predict, gradients: slopes, data, baseline: new Float64Array(2), steps: 4 }),
      "integratedGradients from a bad baseline": (data) =>
        integratedGradients({ predict, gradients: slopes, data: WHOLE, baseline: data.rows, steps: 4 }),
      nearestCounterfactual: (data) =>
        nearestCounterfactual({
          predict,
          threshold: 1.5,
          side: "at-least",
          row: data.rows.subarray(0, 2),
          data: WHOLE,
          points: 4,
        }),
      "nearestCounterfactual in bad data": (data) =>
        nearestCounterfactual({
          predict,
          threshold: 1.5,
          side: "at-least",
          row: Float64Array.of(0, 1),
          data,
          points: 4,
        }),
      noiseCurve: (data) => noiseCurve({ predict, data, score: squared, levels: [0.1], repeats: 2, random: RANDOM() }),
      "noiseCurve at no level": (data) =>
        noiseCurve({ predict, data, score: squared, levels: [NaN], repeats: 2, random: RANDOM() }),
      missingCurve: (data) =>
        missingCurve({
          predict,
          data,
          score: squared,
          levels: [0.5],
          repeats: 2,
          random: RANDOM(),
          fill: new Float64Array(2),
        }),
      fgsmCurve: (data) =>
        adversarialCurve({ predict, data, gradients: (batch) => slopes(batch.rows, 2), attack: fgsm, epsilons: [0.1] }),
      pgdCurve: (data) =>
        adversarialCurve({
          predict,
          data,
          gradients: (batch) => batch.rows.map(() => NaN),
          attack: pgd({ iterations: 2 }),
          epsilons: [0, 0.1],
        }),
    },
    (feature, targets) => ({
      rows: Float64Array.from(feature.flatMap((value, row) => [value, row % 2])),
      width: 2,
      targets: Float64Array.from(targets),
    }),
  );
}

it("takes no answer that is no number for a class", async () => {
  const predict = MODELS["that answers no number"]!;
  const data = { ...WHOLE, targets: Float64Array.of(0, 0, 0, 0) };
  const gradients = (batch: LabelledRows): Float64Array => slopes(batch.rows, 2);
  expect(await adversarialCurve({ predict, data, gradients, attack: fgsm, epsilons: [0.1] })).toEqual({
    kind: "degenerate",
    reason: "not-finite",
  });
});
