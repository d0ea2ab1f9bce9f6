/** Ranked lists: per query, how relevant each document is and how high the model scores it. Checks, and ranks with ties. */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { mean } from "../../statistics/moments";
import type { NotMeasured } from "../metric";

export interface RankedQuery {
  /** 0 is not relevant; graded relevance is allowed. */
  readonly relevance: ArrayLike<number>;
  /** Higher comes first. */
  readonly scores: ArrayLike<number>;
}

/** A tie: documents of equal score, in the order of falling score. */
export interface ScoreGroup {
  /** Documents that score higher. */
  readonly before: number;
  readonly relevance: readonly number[];
}

/** A metric of ranked lists: the mean over the queries on which it is defined, and how many those are. */
export type RankingMetric = Measured<{ readonly value: number; readonly queries: number }>;

/** The documents of a query in groups of equal score. O(n log n). */
export function scoreGroups({ relevance, scores }: RankedQuery): readonly ScoreGroup[] {
  const order = Uint32Array.from({ length: scores.length }, (_, index) => index).sort(
    (a, b) => scores[b]! - scores[a]!,
  );
  const groups: { before: number; relevance: number[] }[] = [];
  order.forEach((document, place) => {
    const previous = order[place - 1];
    const tied = previous !== undefined && scores[previous] === scores[document];
    if (tied) groups.at(-1)?.relevance.push(relevance[document]!);
    else groups.push({ before: place, relevance: [relevance[document]!] });
  });
  return groups;
}

/** The mean of a figure over queries, without those on which it is null. No such query is not enough data. */
export function meanOverQueries(
  queries: readonly RankedQuery[],
  figure: (query: RankedQuery) => number | null,
): RankingMetric {
  const problem = problemOfQueries(queries);
  if (problem) return problem;
  const figures = queries.map(figure).filter((value) => value !== null);
  if (figures.length === 0) return notEnoughData(1, 0);
  return measured({ value: mean(figures), queries: figures.length });
}

function problemOfQueries(queries: readonly RankedQuery[]): NotMeasured | null {
  for (const { relevance, scores } of queries) {
    if (relevance.length !== scores.length) return degenerate("lengths-differ");
    for (let index = 0; index < scores.length; index++) {
      if (!Number.isFinite(relevance[index]) || !Number.isFinite(scores[index])) return degenerate("not-finite");
      if (relevance[index]! < 0) return degenerate("out-of-range");
    }
  }
  return null;
}

/** Whether any document of the query is relevant. */
export function hasRelevant({ relevance }: RankedQuery): boolean {
  return Array.from(relevance).some((value) => value > 0);
}
