/**
 * What no method can read has a name: every method of every tool, the multivariate ones, the corrections and the estimates without labels, each
 * with every kind of bad input. A result is a finite number or says why there is none; nothing throws.
 */
import { describe, expect, test } from "vitest";
import { dictionaryColumn, numericColumn, type Column } from "../../data/table";
import { seededRandom } from "../../random";
import { degenerate, notEnoughData, type Measured } from "../../statistics/measured";
import { attributionDrift } from "../attribution-drift";
import { estimateCbpe, fitCbpe } from "../performance/cbpe";
import { estimateDle, fitDle, LOSS_METRICS } from "../performance/dle";
import { CORRECTIONS, correctTests } from "./corrections/multiple-testing";
import { energyDistance } from "./distance/energy-distance";
import { psiDeciles } from "./distance/psi-deciles";
import { scaledWasserstein } from "./distance/scaled-wasserstein";
import { andersonDarling } from "./hypothesis/anderson-darling";
import { cramerVonMises } from "./hypothesis/cramer-von-mises";
import { eppsSingleton } from "./hypothesis/epps-singleton";
import { ksOneSided } from "./hypothesis/ks-one-sided";
import { mannWhitney } from "./hypothesis/mann-whitney";
import { tTest } from "./hypothesis/t-test";
import { columnPair } from "./method";
import { AGREE_WITH, driftInMode, MODE_METHODS, type AgreeWith } from "./modes/modes";
import { domainClassifier } from "./multivariate/domain-classifier";
import { matrixOf, type Matrix } from "./multivariate/matrix";
import { mmdTest } from "./multivariate/mmd";
import { fitReconstruction, reconstructionError } from "./multivariate/pca-reconstruction";
import { valueOf } from "./testing/golden";

const source = seededRandom("bad input");
const draw = (rows: number): number[] => Array.from({ length: rows }, () => source.normal());
const numbers = (values: readonly (number | null)[]): Column => numericColumn(values);
const texts = (values: readonly (string | null)[]): Column => dictionaryColumn(values);
const letters = (rows: number, of: string): string[] => Array.from({ length: rows }, () => of[source.int(of.length)]!);

const [MANY, OTHERS] = [draw(60), draw(50)];
const GOOD = numbers(MANY);
const WORDS = texts(letters(60, "abc"));

/** What a cell of the table must say: a name, or `either` a finite number or a name. */
type Saying = "not-enough-data" | "constant" | "finite" | "either";

interface BadColumns {
  readonly what: string;
  readonly reference: Column;
  readonly current: Column;
  readonly says: Saying;
}

const BAD_COLUMNS: readonly BadColumns[] = [
  { what: "an empty current side", reference: GOOD, current: numbers([]), says: "not-enough-data" },
  { what: "an empty reference", reference: numbers([]), current: GOOD, says: "not-enough-data" },
  { what: "two empty sides", reference: numbers([]), current: numbers([]), says: "not-enough-data" },
  { what: "an empty current side of texts", reference: WORDS, current: texts([]), says: "not-enough-data" },
  { what: "an empty reference of texts", reference: texts([]), current: WORDS, says: "not-enough-data" },
  { what: "numbers that are all missing", reference: GOOD, current: numbers([null, null]), says: "not-enough-data" },
  { what: "a reference that is all missing", reference: numbers([null]), current: GOOD, says: "not-enough-data" },
  { what: "texts that are all missing", reference: WORDS, current: texts([null, null]), says: "not-enough-data" },
  {
    what: "texts that are all missing, both",
    reference: texts([null]),
    current: texts([null]),
    says: "not-enough-data",
  },
  { what: "nothing but infinities", reference: GOOD, current: numbers([Infinity, -Infinity]), says: "not-enough-data" },
  { what: "equal constants", reference: numbers([4, 4, 4, 4]), current: numbers([4, 4]), says: "constant" },
  { what: "equal texts", reference: texts(["a", "a"]), current: texts(["a", "a", "a"]), says: "constant" },
  {
    what: "two constants apart",
    reference: numbers(MANY.map(() => 4)),
    current: numbers(MANY.map(() => 5)),
    says: "either",
  },
  { what: "a constant against many", reference: numbers(MANY.map(() => 4)), current: GOOD, says: "either" },
  { what: "many against a constant", reference: GOOD, current: numbers(MANY.map(() => 4)), says: "either" },
  {
    what: "infinite values among others",
    reference: numbers([...MANY, Infinity]),
    current: numbers([-Infinity, ...OTHERS, NaN]),
    says: "either",
  },
  {
    what: "values at the end of float64",
    reference: numbers([...MANY, 1.7e308, -1.7e308]),
    current: numbers([...OTHERS, 1.7e308]),
    says: "either",
  },
  {
    what: "values next to nothing",
    reference: numbers(MANY.map((x) => x * 5e-324)),
    current: numbers(OTHERS.map((x) => x * 1e-310)),
    says: "either",
  },
  {
    what: "neighbouring floats",
    reference: numbers(MANY.map((_, row) => (row % 2 ? 1 : 1 + 2 ** -52))),
    current: numbers([1, 1, 1]),
    says: "either",
  },
  { what: "one category on one side", reference: texts(MANY.map(() => "a")), current: WORDS, says: "either" },
  { what: "categories never seen", reference: WORDS, current: texts(letters(50, "xyz")), says: "either" },
  {
    what: "one category never seen",
    reference: texts(letters(60, "ab")),
    current: texts(letters(60, "bz")),
    says: "either",
  },
  { what: "one row", reference: GOOD, current: numbers([0.3]), says: "either" },
  { what: "one row a side", reference: numbers([0.1]), current: numbers([0.3]), says: "either" },
  { what: "one text a side", reference: texts(["a"]), current: texts(["b"]), says: "either" },
  { what: "two rows", reference: numbers([1, 2]), current: numbers([2, 3]), says: "either" },
  { what: "four rows", reference: numbers([1, 2, 3, 4]), current: numbers([2, 3, 5, 7]), says: "either" },
  {
    what: "numbers against texts",
    reference: numbers([1, 2, 1, 2]),
    current: texts(["1", "2", "x", "1"]),
    says: "either",
  },
  { what: "texts against numbers", reference: WORDS, current: GOOD, says: "either" },
  { what: "texts against no numbers", reference: WORDS, current: numbers([NaN]), says: "not-enough-data" },
];

const METHODS = AGREE_WITH.flatMap((tool) => Object.keys(MODE_METHODS[tool]).map((name) => [tool, name] as const));

/** Every number in a result, however deep. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : Object.values(value)).flatMap(numbersIn);
}

function expectNamed(result: Measured<object>, says: Saying = "either", what?: string): void {
  expect(["measured", "not-enough-data", "degenerate"], what).toContain(result.kind);
  expect(
    numbersIn(result).filter((number) => !Number.isFinite(number)),
    what,
  ).toEqual([]);
  if (says === "constant") expect(result, what).toEqual(degenerate("constant"));
  else if (says === "not-enough-data") expect(result.kind, what).toBe("not-enough-data");
  else if (says === "finite") expect(result.kind, what).toBe("measured");
}

describe("columns", () => {
  const inMode = (agreeWith: AgreeWith, method: string | undefined, { reference, current }: BadColumns) =>
    driftInMode({
      agreeWith,
      reference,
      current,
      random: seededRandom(1),
      ...(method === undefined ? {} : { method }),
    });

  test.each(METHODS)("%s %s names every kind of bad input", (tool, name) => {
    for (const bad of BAD_COLUMNS) {
      const drift = inMode(tool, name, bad);
      // Null: the method is not made for such columns.
      if (drift === null) continue;
      expectNamed(drift.result, bad.says, bad.what);
      const judged = /^(drift|stable|unjudged)$/;
      expect(drift.verdict, bad.what).toMatch(drift.result.kind === "measured" ? judged : drift.result.kind);
      if (drift.threshold !== null) expect(drift.threshold, bad.what).toSatisfy(Number.isFinite);
    }
  });

  test.each(METHODS)("%s %s names it when asked without the mode's own look", (tool, name) => {
    for (const bad of BAD_COLUMNS) {
      const result = MODE_METHODS[tool][name]!.measure(columnPair(bad.reference, bad.current), seededRandom(1));
      if (result) expectNamed(result, "either", bad.what);
    }
  });

  test.each(AGREE_WITH)("%s chooses a method for every one of them", (tool) => {
    for (const bad of BAD_COLUMNS) {
      const drift = inMode(tool, undefined, bad);
      expect(drift, bad.what).not.toBeNull();
      if (drift) expectNamed(drift.result, bad.says, bad.what);
    }
  });
});

describe("samples of numbers", () => {
  const of = (...values: readonly number[]): Float64Array => Float64Array.from(values);
  const [many, others] = [of(...MANY), of(...OTHERS)];
  const SAMPLES: readonly (readonly [string, Float64Array, Float64Array, Saying])[] = [
    ["nothing", of(), of(), "not-enough-data"],
    ["nothing in the reference", of(), many, "not-enough-data"],
    ["nothing now", many, of(), "not-enough-data"],
    ["one value a side", of(1), of(2), "either"],
    ["three values a side", of(1, 2, 3), of(2, 3, 4), "either"],
    ["five values a side", of(1, 2, 3, 4, 5), of(2, 3, 4, 4, 4), "either"],
    ["equal constants", of(3, 3, 3, 3, 3, 3), of(3, 3, 3, 3, 3), "either"],
    ["two constants apart", of(3, 3, 3, 3, 3, 3), of(4, 4, 4, 4, 4), "either"],
    ["a constant against many", many.map(() => 3), many, "either"],
    ["many against a constant", many, many.map(() => 3), "either"],
    ["missing values", of(NaN, ...MANY), others, "either"],
    ["infinite values", many, of(...OTHERS, -Infinity), "either"],
    ["values at the end of float64", of(...MANY, 1.7e308, -1.7e308), of(...OTHERS, 1.7e308), "either"],
    ["values next to nothing", many.map((x) => x * 1e-310), others.map((x) => x * 5e-324), "either"],
    ["neighbouring floats", many.map((_, row) => 1 + (row % 2) * 2 ** -52), of(1, 1, 1, 1, 1, 1), "either"],
  ];
  const RUNS: readonly (readonly [string, (x: Float64Array, y: Float64Array) => Measured<object>])[] = [
    ["Student's t", (x, y) => tTest(x, y)],
    ["Welch's t", (x, y) => tTest(x, y, "welch")],
    ["Mann–Whitney", (x, y) => mannWhitney(x, y, "two-sided")],
    ["Cramér–von Mises", cramerVonMises],
    ["Anderson–Darling", (x, y) => andersonDarling([x, y])],
    ["Epps–Singleton", eppsSingleton],
    ["one-sided Kolmogorov–Smirnov", (x, y) => ksOneSided(x, y, "less")],
    ["energy distance", energyDistance],
    ["PSI over deciles", psiDeciles],
    ["scaled Wasserstein", scaledWasserstein],
  ];

  test.each(RUNS)("%s names every kind of bad input", (_, run) => {
    for (const [what, reference, current, says] of SAMPLES) expectNamed(run(reference, current), says, what);
    expect(run(of(NaN, ...MANY), others)).toEqual(degenerate("not-finite"));
  });
});

describe("rows of several columns", () => {
  const rows = (count: number): Matrix => matrixOf(Array.from({ length: count }, () => draw(3)));
  const good = rows(40);
  const filled = (value: number): Matrix => ({ ...good, values: good.values.map(() => value) });
  const withOne = (value: number): Matrix => ({ ...good, values: good.values.map((x, at) => (at === 4 ? value : x)) });
  const oneColumn = matrixOf(draw(40).map((value) => [value]));
  const none: Matrix = { rows: 0, columns: 3, values: new Float64Array() };
  const noColumn: Matrix = { rows: 3, columns: 0, values: new Float64Array() };

  const BAD_ROWS: readonly (readonly [string, Matrix, Matrix, Saying])[] = [
    ["no current rows", good, none, "not-enough-data"],
    ["no reference rows", none, good, "not-enough-data"],
    ["no columns", noColumn, noColumn, "not-enough-data"],
    ["one row", good, rows(1), "either"],
    ["one row a side", rows(1), rows(1), "not-enough-data"],
    ["four rows", rows(4), rows(4), "either"],
    ["equal constants", filled(3), filled(3), "either"],
    ["a constant against many", filled(3), good, "either"],
    ["many against a constant", good, filled(3), "either"],
    ["missing values", good, withOne(NaN), "either"],
    ["infinite values", withOne(Infinity), good, "either"],
    ["values at the end of float64", withOne(1.7e308), withOne(-1.7e308), "either"],
    ["another number of columns", good, oneColumn, "either"],
  ];
  const random = (): ReturnType<typeof seededRandom> => seededRandom(2);
  const RUNS: readonly (readonly [string, (x: Matrix, y: Matrix) => Measured<object>])[] = [
    ["maximum mean discrepancy", (x, y) => mmdTest(x, y, { random: random() })],
    ["the domain classifier", (x, y) => domainClassifier(x, y, { random: random() })],
    ["the linear domain classifier", (x, y) => domainClassifier(x, y, { random: random(), terms: "linear" })],
    [
      "PCA reconstruction",
      (x, y) => {
        const model = fitReconstruction(x);
        return model.kind === "measured" ? reconstructionError(model, y) : model;
      },
    ],
  ];

  test.each(RUNS)("%s names every kind of bad input", (_, run) => {
    for (const [what, reference, current, says] of BAD_ROWS) {
      expectNamed(run(reference, current), says, what);
    }
    expect(run(good, oneColumn)).toEqual(degenerate("lengths-differ"));
    expect(run(good, withOne(NaN))).toEqual(degenerate("not-finite"));
    expect(run(filled(3), filled(3))).toEqual(degenerate("constant"));
  });
});

describe("p-values of many tests", () => {
  test.each(CORRECTIONS)("%s refuses none, and what is no p-value or no level", (correction) => {
    const correct = (pValues: readonly number[], level = 0.05) =>
      correctTests({ pValues: Float64Array.from(pValues), correction, level });
    expect(correct([])).toEqual(notEnoughData(1, 0));
    for (const p of [NaN, Infinity, -0.1, 1.1]) expect(correct([0.2, p])).toEqual(degenerate("out-of-range"));
    for (const level of [NaN, 0, 1, -1, Infinity]) expect(correct([0.2], level)).toEqual(degenerate("out-of-range"));
    for (const p of [0, 1, 5e-324]) expectNamed(correct([p]), "finite");
    expectNamed(correct(MANY.map(() => 0)), "finite");
  });
});

describe("performance without labels", () => {
  const truth = MANY.map((x) => (x > 0 ? 1 : 0));
  const probabilities = MANY.map((x) => 1 / (1 + Math.exp(-x)));
  const answers = probabilities.map((p) => (p > 0.6 ? 1 : 0));
  const good = { truth, probabilities, answers };
  const cbpe = valueOf(fitCbpe(good, { random: seededRandom(3) }));

  test.each([
    ["nothing", { truth: [], probabilities: [], answers: [] }],
    ["one row", { truth: [1], probabilities: [0.4], answers: [1] }],
    ["one class", { truth: [1, 1, 1], probabilities: [0.4, 0.6, 0.1], answers: [1, 0, 1] }],
    ["a truth that is no class", { truth: [0, 2, 1], probabilities: [0.4, 0.6, 0.1], answers: [1, 0, 1] }],
    ["a missing truth", { truth: [0, NaN, 1], probabilities: [0.4, 0.6, 0.1], answers: [1, 0, 1] }],
    ["an answer never seen", { truth: [0, 1, 1], probabilities: [0.4, 0.6, 0.1], answers: [1, 3, 1] }],
    ["missing scores", { truth: [0, 1], probabilities: [0.4, NaN], answers: [1, 0] }],
    ["infinite scores", { truth: [0, 1], probabilities: [0.4, Infinity], answers: [1, 0] }],
    ["scores that are no probabilities", { truth: [0, 1], probabilities: [0.4, 1.4], answers: [1, 0] }],
    ["lists of two lengths", { truth: [0, 1], probabilities: [0.4], answers: [1, 0] }],
    ["truths of another length", { truth: [0], probabilities: [0.4, 0.5], answers: [1, 0] }],
  ])("CBPE refuses %s", (_, bad) => {
    for (const calibrate of ["if-better", "always", "never"] as const) {
      const fit = fitCbpe(bad, { random: seededRandom(3), calibrate });
      expectNamed(fit);
      expect(fit.kind).not.toBe("measured");
    }
  });

  test.each([
    ["nothing", { probabilities: [], answers: [] }, "not-enough-data"],
    ["one row", { probabilities: [0.4], answers: [1] }, "finite"],
    ["one answer only", { probabilities: [0, 0, 0], answers: [0, 0, 0] }, "finite"],
    ["certain scores", { probabilities: [0, 1, 1], answers: [1, 0, 1] }, "finite"],
    ["missing scores", { probabilities: [NaN], answers: [1] }, "degenerate"],
    ["an answer never seen", { probabilities: [0.5], answers: [2] }, "degenerate"],
    ["lists of two lengths", { probabilities: [0.5, 0.4], answers: [1] }, "degenerate"],
  ])("CBPE estimates or names %s", (_, rows, says) => {
    const estimate = estimateCbpe(cbpe, rows);
    expectNamed(estimate);
    expect(estimate.kind).toBe(says === "finite" ? "measured" : says);
  });

  const regression = {
    features: [MANY, OTHERS.concat(draw(10))],
    predicted: MANY.map((x) => x + 3),
    truth: MANY.map((x) => x + 3.5),
  };

  test.each(LOSS_METRICS)("DLE of %s names every kind of bad input", (metric) => {
    const fit = valueOf(
      fitDle({ ...regression, predicted: MANY.map((x) => Math.abs(x)), truth: MANY.map((x) => x * x) }, metric),
    );
    const refused = [
      { features: [[]], predicted: [], truth: [] },
      { features: [[1]], predicted: [1], truth: [1] },
      { ...regression, truth: [1, 2] },
      { ...regression, features: [[1, 2]] },
      { ...regression, truth: MANY.map((_, row) => (row === 3 ? NaN : 1)) },
      { ...regression, predicted: MANY.map((_, row) => (row === 3 ? Infinity : 1)) },
      { ...regression, features: [MANY.map(() => NaN)] },
    ];
    for (const bad of refused) {
      const result = fitDle(bad, metric);
      expectNamed(result);
      expect(result.kind).not.toBe("measured");
    }
    expectNamed(fitDle({ features: [], predicted: MANY.map(() => 1), truth: MANY.map(() => 2) }, metric));
    expectNamed(fitDle({ features: [], predicted: MANY.map(() => 1), truth: MANY.map(() => 0) }, metric));
    expectNamed(fitDle({ ...regression, predicted: MANY.map(() => 1e300), truth: MANY.map(() => -1e300) }, metric));
    const rows = [
      { features: [[], []], predicted: [] },
      { features: [[1], [1]], predicted: [1] },
      { features: [[1], [NaN]], predicted: [1] },
      { features: [[1e308], [-1e308]], predicted: [1e308] },
      { features: [[1]], predicted: [1] },
      { features: [[1], [1, 2]], predicted: [1] },
    ];
    expect(rows.map((bad) => estimateDle(fit, bad).kind)).toEqual([
      "not-enough-data",
      "measured",
      "degenerate",
      "measured",
      "degenerate",
      "degenerate",
    ]);
    for (const bad of rows) expectNamed(estimateDle(fit, bad));
  });
});

describe("what a model attends to", () => {
  test.each([
    ["no feature", {}, {}],
    ["another feature", { a: 1 }, { b: 1 }],
    ["a feature less", { a: 1, b: 2 }, { a: 1 }],
    ["nothing but zeros", { a: 0, b: 0 }, { a: 1, b: 2 }],
    ["a missing value", { a: 1 }, { a: NaN }],
    ["an infinite value", { a: Infinity }, { a: 1 }],
    ["a sign", { a: -1 }, { a: 1 }],
  ])("attribution drift refuses %s", (_, train, live) => {
    const result = attributionDrift({ train, live });
    expectNamed(result);
    expect(result.kind).not.toBe("measured");
  });

  test("attribution drift reads one feature, zeros among others and very large values", () => {
    expectNamed(attributionDrift({ train: { a: 1 }, live: { a: 0 } }), "finite");
    expectNamed(attributionDrift({ train: { a: 1, b: 0 }, live: { a: 0, b: 0 } }), "finite");
    expectNamed(attributionDrift({ train: { a: 1e308, b: 1e308 }, live: { a: 1, b: 2 } }));
  });
});
