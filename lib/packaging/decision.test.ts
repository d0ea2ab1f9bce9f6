import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decided, decisionFor, singleThreshold } from "./decision";

describe("a decision", () => {
  it("reaches a probability in single precision exactly where the threshold does", () => {
    const threshold = fc.double({ min: 0, max: 1, noNaN: true });
    const probability = fc.float({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(threshold, probability, (at, score) => {
        expect(score >= singleThreshold(at)).toBe(score >= at);
        const near = singleThreshold(at);
        expect(near).toBe(Math.fround(near));
        expect(near).toBeGreaterThanOrEqual(at);
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  it("means something only to two classes of which its own is the second", () => {
    const decision = { positive: "yes", threshold: 0.3 };
    expect(decisionFor(decision, ["no", "yes"])).toBe(decision);
    expect(decisionFor(decision, ["yes", "yet"])).toBeNull();
    expect(decisionFor(decision, ["a", "yes", "z"])).toBeNull();
    expect(decisionFor(decision, [])).toBeNull();
  });

  it("changes labels and nothing else", () => {
    const predictions = {
      kind: "classes",
      classes: ["no", "yes"],
      probabilities: Float32Array.from([0.75, 0.25, 0.5, 0.5, 0.25, 0.75]),
      labels: Int32Array.from([0, 0, 1]),
    } as const;
    expect(decided(predictions, { positive: "yes", threshold: 0.25 })).toEqual({
      ...predictions,
      labels: Int32Array.from([1, 1, 1]),
    });
    expect(decided(predictions, null)).toBe(predictions);
  });
});
