/** The order of rows changes no number of drift or of estimated performance, whatever tool it agrees with: 1e-12, permutation tests included. */
import { describe, expect, test } from "vitest";
import type { Column } from "../../data/table";
import { permutation, seededRandom } from "../../random";
import type { Measured } from "../../statistics/measured";
import { estimateCbpe, fitCbpe } from "../performance/cbpe";
import { estimateDle, fitDle } from "../performance/dle";
import { AGREE_WITH, driftInMode, MODE_METHODS, type AgreeWith } from "./modes/modes";
import { domainClassifier } from "./multivariate/domain-classifier";
import { matrixOf, takeMatrixRows, type Matrix } from "./multivariate/matrix";
import { mmdTest } from "./multivariate/mmd";
import { fitReconstruction, reconstructionError } from "./multivariate/pca-reconstruction";
import { expectLike, valueOf } from "./testing/golden";

const random = seededRandom("row order");

const numbers = (rows: number, shift: number): Column => ({
  storage: "numeric",
  values: Float64Array.from({ length: rows }, () => random.normal() + shift),
});
const texts = (rows: number, categories: number, skew: number): Column => ({
  storage: "dictionary",
  categories: Array.from({ length: categories }, (_, code) => `category ${code}`),
  codes: Int32Array.from({ length: rows }, () => Math.floor(categories * random.next() ** skew)),
});

const NUMBERS = [numbers(180, 0), numbers(180, 0.4)] as const;
const TEXTS = [texts(180, 5, 1), texts(180, 5, 1.1)] as const;
const PAIRS = [texts(180, 2, 1), texts(180, 2, 1.5)] as const;

function shuffled(column: Column, seed: string): Column {
  if (column.storage === "numeric") {
    const rows = permutation(column.values.length, seededRandom(seed));
    return { storage: "numeric", values: Float64Array.from(rows, (row) => column.values[row]!) };
  }
  const rows = permutation(column.codes.length, seededRandom(seed));
  // The dictionary itself is turned round too: codes are no part of the data.
  const last = column.categories.length - 1;
  return {
    storage: "dictionary",
    categories: [...column.categories].reverse(),
    codes: Int32Array.from(rows, (row) => last - column.codes[row]!),
  };
}

function measure(agreeWith: AgreeWith, method: string, [reference, current]: readonly [Column, Column]): number {
  // NannyML's own threshold is cut from the reference in the order of time: it is left out with a threshold of the caller's.
  const drift = driftInMode({ agreeWith, method, reference, current, random: seededRandom(5), threshold: 0.1 });
  return valueOf(drift?.result ?? expect.fail(`${agreeWith} cannot read this column by ${method}`)).value;
}

const EVERY = AGREE_WITH.flatMap((tool) =>
  Object.entries(MODE_METHODS[tool]).flatMap(([name, { kinds }]) => kinds.map((kind) => [tool, name, kind] as const)),
);

describe("the order of rows", () => {
  test.each(EVERY)("changes nothing in %s %s of %s columns", (tool, name, kind) => {
    const pair = kind === "numeric" ? NUMBERS : name === "z" || name === "fisher_exact" ? PAIRS : TEXTS;
    const value = measure(tool, name, pair);
    for (const seed of ["first", "second"]) {
      const again = measure(tool, name, [shuffled(pair[0], seed), shuffled(pair[1], `${seed}/current`)]);
      expect(Math.abs(again - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
    }
  });

  const rows = (count: number, shift: number): Matrix =>
    matrixOf(
      Array.from({ length: count }, () => [random.normal(), random.normal() + shift, Math.round(random.normal())]),
    );
  const mixed = (matrix: Matrix, seed: string): Matrix =>
    takeMatrixRows(matrix, permutation(matrix.rows, seededRandom(seed)));
  const [before, now] = [rows(90, 0), rows(70, 0.5)];

  const RUNS: readonly (readonly [string, (x: Matrix, y: Matrix) => Measured<object>])[] = [
    ["maximum mean discrepancy", (x, y) => mmdTest(x, y, { random: seededRandom(1) })],
    ["a sampled maximum mean discrepancy", (x, y) => mmdTest(x, y, { random: seededRandom(1), maxRows: 40 })],
    ["the domain classifier", (x, y) => domainClassifier(x, y, { random: seededRandom(1) })],
    ["a sampled domain classifier", (x, y) => domainClassifier(x, y, { random: seededRandom(1), maxRows: 40 })],
    ["PCA reconstruction", (x, y) => reconstructionError(valueOf(fitReconstruction(x)), y)],
  ];

  test.each(RUNS)("changes nothing in %s", (_, run) => {
    expectLike(valueOf(run(mixed(before, "a"), mixed(now, "b"))), valueOf(run(before, now)), 1e-12);
  });

  test("changes nothing in estimates without labels, the choice to calibrate included", () => {
    const scores = Array.from({ length: 300 }, () => random.int(40) / 40);
    const labelled = scores.map((score) => ({ score, truth: random.next() < score ** 2 ? 1 : 0, x: random.normal() }));
    const estimates = (order: Uint32Array): unknown => {
      const list = Array.from(order, (row) => labelled[row]!);
      const reference = {
        probabilities: list.map(({ score }) => score),
        answers: list.map(({ score }) => (score > 0.5 ? 1 : 0)),
        truth: list.map(({ truth }) => truth),
      };
      const regression = {
        features: [list.map(({ x }) => x)],
        predicted: list.map(({ score }) => score),
        truth: list.map(({ score, truth, x }) => score + truth + x),
      };
      const fit = valueOf(fitCbpe(reference, { random: seededRandom(2) }));
      return {
        need: fit.need,
        cbpe: estimateCbpe(fit, reference),
        dle: estimateDle(valueOf(fitDle(regression, "mae")), regression),
      };
    };
    const asCame = Uint32Array.from(labelled.keys());
    expectLike(estimates(permutation(300, seededRandom(3))), estimates(asCame), 1e-12);
  });
});
