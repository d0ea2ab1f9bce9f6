import { describe, expect, it } from "vitest";
import { seededRandom } from "../../random";
import { answersBeatDummy, valuesBeatDummy } from "./beats-dummy";
import { dummyClasses, dummyValue } from "./dummies";

const train = { truth: [1, 1, 0, 2, 1, 2, 1, 1, 0, 1], classCount: 3 };

describe("dummies", () => {
  it("answer the commonest class, the shares, or all alike", () => {
    expect(dummyClasses(train, { dummy: { kind: "most-frequent" }, rows: 3 })).toMatchObject({
      answers: Int32Array.of(1, 1, 1),
      probabilities: Float64Array.of(0, 1, 0),
    });
    const prior = dummyClasses(train, { dummy: { kind: "prior" }, rows: 1 });
    if (prior.kind !== "measured") throw new Error(prior.kind);
    [0.2, 0.6, 0.2].forEach((share, index) => expect(prior.probabilities[index]).toBeCloseTo(share, 12));
    const uniform = dummyClasses(train, { dummy: { kind: "uniform", random: seededRandom(1) }, rows: 60 });
    if (uniform.kind !== "measured") throw new Error(uniform.kind);
    expect(uniform.probabilities).toEqual(Float64Array.of(1 / 3, 1 / 3, 1 / 3));
    expect([...new Set(uniform.answers)].sort()).toEqual([0, 1, 2]);
  });

  it("draw classes by their share, the same for the same seed", () => {
    const run = () => dummyClasses(train, { dummy: { kind: "stratified", random: seededRandom(5) }, rows: 10_000 });
    const drawn = run();
    if (drawn.kind !== "measured") throw new Error(drawn.kind);
    const ones = drawn.answers.filter((answer) => answer === 1).length;
    expect(Math.abs(ones / 10_000 - 0.6)).toBeLessThan(3 * Math.sqrt(0.24 / 10_000));
    expect(run()).toEqual(drawn);
  });

  it("answer the mean, the median or a quantile of numbers", () => {
    const values = [4, 1, 2, 13];
    expect(dummyValue(values, { kind: "mean" })).toEqual({ kind: "measured", value: 5 });
    expect(dummyValue(values, { kind: "median" })).toEqual({ kind: "measured", value: 3 });
    expect(dummyValue(values, { kind: "quantile", quantile: 1 })).toEqual({ kind: "measured", value: 13 });
  });

  it("name bad input", () => {
    const dummy = { kind: "prior" } as const;
    expect(dummyClasses({ truth: [], classCount: 2 }, { dummy, rows: 1 }).kind).toBe("not-enough-data");
    expect(dummyClasses({ truth: [7], classCount: 2 }, { dummy, rows: 1 })).toEqual({
      kind: "degenerate",
      reason: "unseen-category",
    });
    expect(dummyValue([], { kind: "mean" }).kind).toBe("not-enough-data");
    expect(dummyValue([NaN], { kind: "mean" })).toEqual({ kind: "degenerate", reason: "not-finite" });
    expect(dummyValue([1], { kind: "quantile", quantile: 2 })).toEqual({ kind: "degenerate", reason: "out-of-range" });
  });
});

describe("a model against a dummy", () => {
  const truth = Array.from({ length: 60 }, (_, row) => row % 3);
  const dummy = truth.map(() => 0);

  it("is better when it is right where the dummy is wrong, and the other way round", () => {
    expect(answersBeatDummy({ truth, model: truth, dummy })).toMatchObject({ advantage: 40 / 60, verdict: "better" });
    const against = answersBeatDummy({ truth, model: dummy, dummy: truth });
    expect(against).toMatchObject({ advantage: -40 / 60, verdict: "worse" });
  });

  it("shows no difference when it answers as the dummy does", () => {
    const same = { kind: "measured", advantage: 0, p: 1, verdict: "no-difference" };
    expect(answersBeatDummy({ truth, model: dummy, dummy })).toEqual(same);
    expect(valuesBeatDummy({ truth, model: dummy, dummy })).toEqual(same);
  });

  it("shows no difference from a few lucky rows", () => {
    const model = dummy.map((answer, row) => (row < 5 ? truth[row]! : answer));
    expect(answersBeatDummy({ truth, model, dummy })).toMatchObject({ verdict: "no-difference" });
  });

  it("compares numbers by their absolute errors", () => {
    const near = truth.map((value, row) => value + (row % 5) / 20);
    const mean = truth.map(() => 1);
    expect(valuesBeatDummy({ truth, model: near, dummy: mean })).toMatchObject({ verdict: "better" });
    expect(valuesBeatDummy({ truth, model: mean, dummy: near })).toMatchObject({ verdict: "worse" });
  });

  it("names bad input", () => {
    expect(answersBeatDummy({ truth: [], model: [], dummy: [] }).kind).toBe("not-enough-data");
    expect(valuesBeatDummy({ truth: [], model: [], dummy: [] }).kind).toBe("not-enough-data");
    expect(answersBeatDummy({ truth: [1], model: [], dummy: [1] })).toEqual({
      kind: "degenerate",
      reason: "lengths-differ",
    });
    expect(valuesBeatDummy({ truth: [1], model: [NaN], dummy: [1] })).toEqual({
      kind: "degenerate",
      reason: "not-finite",
    });
  });
});
