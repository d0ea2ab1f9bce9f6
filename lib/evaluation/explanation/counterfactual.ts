/**
 * Nearest counterfactual: the smallest change of a row that brings its score to the other side of a threshold.
 *
 * Distance d(x, c) = Σⱼ |xⱼ − cⱼ| / MADⱼ, with MAD the median absolute deviation in the data. The search goes feature by feature: every
 * kept row tries every allowed value of every feature that it has not changed yet; rows that reach the threshold are candidates, and of
 * the others the ones that gain most score for their distance are kept (a beam). For each set of changed features the nearest candidate
 * counts; the nearest of these are polished, each change taken back as far as the threshold allows, and the nearest then is the answer. A
 * heuristic: exact for changes of one feature among the values tried, near for several.
 * Source: Wachter, Mittelstadt and Russell, "Counterfactual explanations without opening the black box" (2018) for the distance; Mothilal,
 * Sharma and Tan, "DiCE" (2020) for the constraints. Cost: maxChanges · beam · features · values predictions, and the polish.
 */
import { degenerate, measured, notEnoughData, type MeasuredValue } from "../../statistics/measured";
import type { NotMeasured } from "../metric";
import { predictOutput, problemOfRows, type Predict, type RowMatrix } from "../predict";
import { changeCandidates, columnOf, featureScales, type FeatureConstraint } from "./change-candidates";
import { distanceOf, type CounterfactualSearch } from "./counterfactual-search";
import { polishCounterfactual } from "./polish-counterfactual";

export interface CounterfactualInput {
  readonly predict: Predict;
  /** Which of the model's outputs must reach the threshold; 0 when absent. */
  readonly output?: number;
  readonly threshold: number;
  /** Where the score must be: at least at the threshold, or at most. */
  readonly side: "at-least" | "at-most";
  readonly row: Float64Array;
  /** What is usual: the scale of each feature, and its values. */
  readonly data: RowMatrix;
  /** One for each feature; all `observed` when absent. */
  readonly constraints?: readonly FeatureConstraint[];
  /** Features that may change; 3 when absent. */
  readonly maxChanges?: number;
  /** Rows kept from one feature to the next; 4 when absent. */
  readonly beam?: number;
  /** Values tried of a continuous feature; 20 when absent. */
  readonly points?: number;
}

export interface FeatureChange {
  readonly feature: number;
  readonly from: number;
  readonly to: number;
}

export interface Counterfactual {
  readonly row: Float64Array;
  readonly score: number;
  readonly distance: number;
  /** In the order of the features; none when the row is already there. */
  readonly changes: readonly FeatureChange[];
}

/** The search ended without an answer: the score that came nearest. */
export interface NoCounterfactual {
  readonly kind: "not-found";
  readonly closestScore: number;
}

/** A row on its way. */
interface Step {
  readonly row: Float64Array;
  readonly changed: readonly number[];
  readonly distance: number;
  readonly score: number;
}

/** Finds the change. Reports `not-found` where no allowed change reaches the threshold. */
export async function nearestCounterfactual(
  input: CounterfactualInput,
): Promise<MeasuredValue<Counterfactual> | NoCounterfactual | NotMeasured> {
  const problem = problemOf(input);
  if (problem) return problem;
  const search = searchOf(input);
  const [start] = await search.reach(input.row);
  if (!Number.isFinite(start)) return degenerate("not-finite");
  const score = (reach: number): number => input.threshold + (input.side === "at-least" ? reach : -reach);
  if (start! >= 0) return measured({ row: input.row.slice(), score: score(start!), distance: 0, changes: [] });
  const { reached: candidates, closest } = await beamSearch(search, start!, input);
  if (candidates.length === 0) return { kind: "not-found", closestScore: score(closest) };
  const row = await nearestPolished(search, candidates);
  const [reached] = await search.reach(row);
  const changes = [...row.keys()]
    .filter((feature) => row[feature] !== input.row[feature])
    .map((feature) => ({ feature, from: input.row[feature]!, to: row[feature]! }));
  return measured({ row, score: score(reached!), distance: distanceOf(search, row), changes });
}

async function nearestPolished(search: CounterfactualSearch, candidates: readonly Step[]): Promise<Float64Array> {
  let nearest = candidates[0]!.row;
  for (const { row } of candidates) {
    const polished = await polishCounterfactual(search, row);
    if (distanceOf(search, polished) < distanceOf(search, nearest)) nearest = polished;
  }
  return nearest;
}

/** The nearest rows found for each set of changed features, at most as many as the beam is wide. */
async function beamSearch(
  search: CounterfactualSearch,
  start: number,
  { maxChanges = 3, beam = 4 }: CounterfactualInput,
) {
  const found = new Map<string, Step>();
  let kept: readonly Step[] = [{ row: search.from, changed: [], distance: 0, score: start }];
  let [closest, limit] = [start, Infinity];
  const gain = (step: Step): number => (step.score - start) / step.distance;
  for (let change = 0; change < maxChanges && kept.length > 0; change++) {
    const steps = await expand(search, kept);
    for (const step of steps) {
      closest = Math.max(closest, step.score);
      if (step.score >= 0) keepNearest(found, step);
    }
    for (const { distance } of found.values()) limit = Math.min(limit, distance);
    kept = steps
      .filter((step) => step.score > start && step.score < 0 && step.distance < limit)
      .sort((a, b) => gain(b) - gain(a))
      .slice(0, beam);
  }
  const reached = [...found.values()].sort((a, b) => a.distance - b.distance).slice(0, beam);
  return { reached, closest };
}

function keepNearest(found: Map<string, Step>, step: Step): void {
  const key = step.changed.toSorted((a, b) => a - b).join();
  const known = found.get(key);
  if (known === undefined || step.distance < known.distance) found.set(key, step);
}

/** Every row with one more feature changed, scored in one call. */
async function expand(search: CounterfactualSearch, kept: readonly Step[]): Promise<Step[]> {
  const width = search.from.length;
  const made = kept.flatMap(({ row, changed }) =>
    search.candidates.flatMap((values, feature) =>
      changed.includes(feature)
        ? []
        : values.map((value) => ({ row: row.with(feature, value), changed: [...changed, feature] })),
    ),
  );
  if (made.length === 0) return [];
  const rows = new Float64Array(made.length * width);
  made.forEach(({ row }, index) => rows.set(row, index * width));
  const scores = await search.reach(rows);
  return made
    .map((step, index) => ({ ...step, score: scores[index]!, distance: distanceOf(search, step.row) }))
    .filter(({ score }) => Number.isFinite(score));
}

function searchOf(input: CounterfactualInput): CounterfactualSearch {
  const { predict, output, threshold, side, row, data, constraints, points = 20 } = input;
  const { rows, width } = data;
  const all = Array.from({ length: width }, (_, feature) => constraints?.[feature] ?? { kind: "observed" as const });
  const sign = side === "at-least" ? 1 : -1;
  return {
    from: row,
    scales: featureScales(rows, width),
    candidates: all.map((constraint, feature) =>
      changeCandidates({ constraint, from: row[feature]!, column: columnOf(rows, width, feature), points }),
    ),
    continuous: all.map((constraint) => constraint.kind === "range" && constraint.step === undefined),
    reach: async (tried) => {
      const scores = await predictOutput(predict, { rows: tried, width }, output);
      return scores.map((score) => sign * (score - threshold));
    },
  };
}

function problemOf({ row, data, constraints, threshold, points = 20 }: CounterfactualInput): NotMeasured | null {
  const problem = problemOfRows({ rows: row, width: row.length }) ?? problemOfRows(data);
  if (problem) return problem;
  if (row.length !== data.width || (constraints && constraints.length !== data.width)) {
    return degenerate("lengths-differ");
  }
  if (!Number.isFinite(threshold)) return degenerate("not-finite");
  const outOfRange = constraints?.some(
    (constraint) =>
      constraint.kind === "range" && (!(constraint.low <= constraint.high) || !((constraint.step ?? 1) > 0)),
  );
  if (outOfRange) return degenerate("out-of-range");
  return points < 2 ? notEnoughData(2, points) : null;
}
