import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { permutation, seededRandom } from "../../random";
import { caseOf, inputOf, isClose } from "../../testing/reference";
import { fBetaAtK } from "./f-beta-at-k";
import { meanAveragePrecision } from "./mean-average-precision";
import { meanDcg, meanNdcg } from "./ndcg";
import type { RankedQuery, RankingMetric } from "./queries";
import { meanReciprocalRank } from "./reciprocal-rank";
import { hitRateAtK, precisionAtK, recallAtK } from "./top-k";

function value(result: RankingMetric): number {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result.value;
}

const METRICS: Readonly<Record<string, (queries: readonly RankedQuery[]) => RankingMetric>> = {
  dcg: (queries) => meanDcg(queries, 3),
  ndcg: (queries) => meanNdcg(queries, 3),
  wholeNdcg: (queries) => meanNdcg(queries),
  reciprocalRank: meanReciprocalRank,
  averagePrecision: meanAveragePrecision,
  precision: (queries) => precisionAtK(queries, 2),
  recall: (queries) => recallAtK(queries, 2),
  hitRate: (queries) => hitRateAtK(queries, 2),
  f1: (queries) => fBetaAtK(queries, { k: 2 }),
  f3: (queries) => fBetaAtK(queries, { k: 2, beta: 3 }),
};

const query = fc
  .array(fc.tuple(fc.nat(3), fc.nat(4)), { minLength: 1, maxLength: 12 })
  .map((pairs): RankedQuery => ({ relevance: pairs.map(([r]) => r), scores: pairs.map(([, s]) => s) }));
const lists = fc.array(query, { minLength: 1, maxLength: 6 });

describe("ranking", () => {
  it("agrees with scikit-learn in every figure", () => {
    const entry = caseOf("ranking/ndcg");
    const scores = inputOf(entry, "score") as readonly (readonly number[])[];
    const relevance = inputOf(entry, "relevance") as readonly (readonly number[])[];
    const queries = relevance.map((list, index): RankedQuery => ({ relevance: list, scores: scores[index]! }));
    const got: Readonly<Record<string, number>> = {
      ...Object.fromEntries([1, 3, 5].map((k) => [`ndcg@${k}`, value(meanNdcg(queries, k))])),
      ...Object.fromEntries([1, 3, 5].map((k) => [`dcg@${k}`, value(meanDcg(queries, k))])),
      mrr_rel_gt_0: value(meanReciprocalRank(queries)),
      label_ranking_average_precision_binary: value(meanAveragePrecision(queries)),
    };
    const wanted = entry.expected as Readonly<Record<string, number>>;
    expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort());
    for (const [name, want] of Object.entries(wanted)) expect(isClose(got[name]!, want, entry.tol), name).toBe(true);
  });

  it("does not depend on the order of documents or queries, and stays within its bounds", () => {
    fc.assert(
      fc.property(lists, fc.integer(), (queries, seed) => {
        const random = seededRandom(seed);
        const shuffled = Array.from(permutation(queries.length, random), (index) => {
          const { relevance, scores } = queries[index]!;
          const order = Array.from(permutation(scores.length, random));
          return { relevance: order.map((at) => relevance[at]!), scores: order.map((at) => scores[at]!) };
        });
        for (const [name, of] of Object.entries(METRICS)) {
          const [a, b] = [of(queries), of(shuffled)];
          expect(b.kind).toBe(a.kind);
          if (a.kind !== "measured" || b.kind !== "measured") continue;
          expect(isClose(b.value, a.value, 1e-12), name).toBe(true);
          expect(a.value).toBeGreaterThanOrEqual(0);
          if (name !== "dcg") expect(a.value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it("averages ties over every order of them", () => {
    const tied: RankedQuery = { relevance: [1, 0, 0, 2], scores: [3, 3, 3, 1] };
    const orders = [0, 1, 2].map((place): RankedQuery => {
      const relevance = [0, 0, 0, 2];
      relevance[place] = 1;
      return { relevance, scores: [4, 3, 2, 1] };
    });
    for (const name of ["dcg", "ndcg", "precision", "recall", "hitRate", "f1"]) {
      expect(value(METRICS[name]!([tied])), name).toBeCloseTo(value(METRICS[name]!(orders)), 12);
    }
  });

  it("is perfect when scores follow relevance", () => {
    const queries = [{ relevance: [0, 3, 1], scores: [0, 3, 1] }];
    for (const [name, of] of Object.entries(METRICS))
      if (name !== "dcg") expect(value(of(queries)), name).toBeCloseTo(1, 12);
  });

  it("leaves out queries without a relevant document where the figure is not defined", () => {
    const queries = [
      { relevance: [0, 0], scores: [1, 2] },
      { relevance: [1, 0], scores: [2, 1] },
    ];
    expect(meanAveragePrecision(queries)).toEqual({ kind: "measured", value: 1, queries: 1 });
    expect(recallAtK(queries, 1)).toEqual({ kind: "measured", value: 1, queries: 1 });
    expect(meanNdcg(queries)).toEqual({ kind: "measured", value: 0.5, queries: 2 });
    expect(meanReciprocalRank(queries)).toEqual({ kind: "measured", value: 0.5, queries: 2 });
  });

  it("joins precision and recall at k by hand, over queries with a relevant document", () => {
    const queries = [
      { relevance: [1, 0, 1, 1, 1], scores: [5, 4, 3, 2, 1] },
      { relevance: [1, 1, 0], scores: [3, 2, 1] },
      { relevance: [0, 0], scores: [2, 1] },
    ];
    // P = (1/2 + 1) / 2, R = (1/4 + 1) / 2.
    const [precision, recall] = [0.75, 0.625];
    const f1 = fBetaAtK(queries, { k: 2 });
    expect(f1).toMatchObject({ kind: "measured", queries: 2 });
    expect(value(f1)).toBeCloseTo(2 / (1 / precision + 1 / recall), 12);
    expect(value(fBetaAtK(queries, { k: 2, beta: 2 }))).toBeCloseTo(
      (5 * precision * recall) / (4 * precision + recall),
      12,
    );
    expect(value(fBetaAtK(queries, { k: 2, beta: 1e-6 }))).toBeCloseTo(precision, 9);
    expect(value(fBetaAtK(queries, { k: 2, beta: 1e6 }))).toBeCloseTo(recall, 9);
    expect(value(fBetaAtK([{ relevance: [0, 1], scores: [2, 1] }], { k: 1 }))).toBe(0);
    for (const beta of [0, -1, NaN, Infinity])
      expect(fBetaAtK(queries, { k: 2, beta })).toEqual({ kind: "degenerate", reason: "out-of-range" });
  });

  it("names bad input", () => {
    for (const of of Object.values(METRICS)) {
      expect(of([])).toEqual({ kind: "not-enough-data", needed: 1, got: 0 });
      expect(of([{ relevance: [1], scores: [] }])).toEqual({ kind: "degenerate", reason: "lengths-differ" });
      expect(of([{ relevance: [1], scores: [NaN] }])).toEqual({ kind: "degenerate", reason: "not-finite" });
      expect(of([{ relevance: [-1], scores: [1] }])).toEqual({ kind: "degenerate", reason: "out-of-range" });
    }
    expect(precisionAtK([], 0)).toEqual({ kind: "degenerate", reason: "out-of-range" });
    expect(fBetaAtK([], { k: 0 })).toEqual({ kind: "degenerate", reason: "out-of-range" });
  });
});
