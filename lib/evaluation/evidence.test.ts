import { describe, expect, it } from "vitest";
import { dictionaryColumn, numericColumn, type Column } from "../data/table";
import { seededRandom } from "../random";
import type { Answered } from "./answered";
import { evidenceOf, type EvidenceInput } from "./evidence";
import { metricInterval } from "./metric-interval";
import { scoreMetric } from "./score";

const ROWS = 600;
const CLASSES = ["no", "yes"];
const random = seededRandom("evidence");
const regions = Array.from({ length: ROWS }, (_, row) => ["north", "south", "west"][row % 3]!);
const columns = new Map<string, Column>([
  ["region", dictionaryColumn(regions)],
  ["age", numericColumn(regions.map(() => random.int(60)))],
]);

/** Answers that are right in a share of the rows of each region. */
function classesRight(share: (region: string) => number): Answered {
  const truth = Int32Array.from(regions, () => random.int(2));
  const labels = truth.map((label, row) => (random.next() < share(regions[row]!) ? label : 1 - label));
  const probabilities = Float32Array.from([...labels].flatMap((label) => (label === 1 ? [0.2, 0.8] : [0.8, 0.2])));
  return {
    predictions: { kind: "classes", classes: CLASSES, probabilities, labels },
    actual: { kind: "classes", classes: CLASSES, labels: truth },
  };
}

function numbersWithin(spread: (region: string) => number): Answered {
  const truth = Float64Array.from(regions, () => 10 * random.normal());
  const values = truth.map((value, row) => value + spread(regions[row]!) * random.normal());
  return { predictions: { kind: "values", values }, actual: { kind: "values", values: truth } };
}

const alwaysNo: EvidenceInput["baseline"] = {
  kind: "classes",
  classes: CLASSES,
  probabilities: new Float32Array(2 * ROWS).fill(0.5),
  labels: new Int32Array(ROWS),
};
const zero: EvidenceInput["baseline"] = { kind: "values", values: new Float64Array(ROWS) };

const evidence = (answered: Answered, more: Partial<EvidenceInput> = {}) =>
  evidenceOf({ metric: "accuracy", answered, baseline: alwaysNo, columns, random: seededRandom(1), ...more });

describe("the evidence of an evaluation", () => {
  it("names where classes are answered worse, with the interval that its share of looks allows", () => {
    const { slices } = evidence(classesRight((region) => (region === "south" ? 0.6 : 0.95)));
    expect(slices).toMatchObject({ metric: "accuracy", looked: 7 });
    expect(slices?.worst.map(({ parts }) => parts)).toEqual([
      [{ kind: "category", column: "region", category: "south" }],
    ]);
    const [south] = slices?.worst ?? [];
    expect(south?.rows).toBe(200);
    expect(south?.interval.high).toBeLessThan(slices?.overall ?? 0);
  });

  it("names where numbers are further off", () => {
    const { slices } = evidence(
      numbersWithin((region) => (region === "west" ? 4 : 1)),
      { metric: "rmse", baseline: zero },
    );
    expect(slices?.metric).toBe("mae");
    expect(slices?.worst.map(({ parts }) => parts[0])).toEqual([
      { kind: "category", column: "region", category: "west" },
    ]);
  });

  it("names no slice of a model that is equally good everywhere, and says nothing without columns", () => {
    expect(evidence(classesRight(() => 0.9)).slices?.worst).toEqual([]);
    expect(
      evidence(
        classesRight(() => 0.9),
        { columns: new Map() },
      ),
    ).not.toHaveProperty("slices");
  });

  it("says whether the model beats the baseline by more than chance", () => {
    expect(evidence(classesRight(() => 0.9)).baselineTest).toMatchObject({ verdict: "better" });
    expect(evidence(classesRight(() => 0.5)).baselineTest).toMatchObject({ verdict: "no-difference" });
    const numbers = evidence(
      numbersWithin(() => 1),
      { metric: "mae", baseline: zero },
    );
    expect(numbers.baselineTest).toMatchObject({ verdict: "better" });
    expect(
      evidence(
        classesRight(() => 0.9),
        { baseline: null },
      ),
    ).not.toHaveProperty("baselineTest");
  });

  it("leaves out the interval of what could not be measured", () => {
    const certain = classesRight(() => 1);
    const oneClass = {
      ...certain,
      actual: { kind: "classes", classes: CLASSES, labels: new Int32Array(ROWS) },
    } as const;
    expect(evidence(oneClass, { metric: "auc" })).not.toHaveProperty("interval");
  });
});

describe("the interval of a metric", () => {
  it.each(["accuracy", "f1", "auc", "logLoss"] as const)("holds the figure and stays in its range: %s", (metric) => {
    const answered = classesRight(() => 0.97);
    const score = scoreMetric(metric, answered);
    const interval = metricInterval(metric, { answered, random: seededRandom(1) });
    if (interval.kind !== "measured" || score.kind !== "measured") throw new Error("not measured");
    expect(interval.method).toBe(metric === "accuracy" ? "wilson" : "bootstrap");
    expect(interval.low).toBeLessThan(score.value);
    expect(interval.high).toBeGreaterThan(score.value);
    expect(interval.low).toBeGreaterThanOrEqual(0);
    if (metric !== "logLoss") expect(interval.high).toBeLessThanOrEqual(1);
    expect(metricInterval(metric, { answered, random: seededRandom(1) })).toEqual(interval);
  });

  it.each(["rmse", "mae", "r2"] as const)("holds the figure of numbers: %s", (metric) => {
    const answered = numbersWithin(() => 1);
    const score = scoreMetric(metric, answered);
    const interval = metricInterval(metric, { answered, random: seededRandom(1) });
    if (interval.kind !== "measured" || score.kind !== "measured") throw new Error("not measured");
    expect(interval.low).toBeLessThan(score.value);
    expect(interval.high).toBeGreaterThan(score.value);
  });
});
