/** What a threshold does: its four counts, what its errors cost, and the rates of a group of people. */
import type { Goal } from "../../data/goal";
import type { OutcomeCounts } from "../classification/decision-threshold";
import type { Interval } from "../interval/interval";
import { wilsonInterval } from "../interval/wilson";
import type { BinaryJudgement, ThresholdCurve } from "./judgement";

export type ErrorCosts = Goal["costs"];

/** A share of rows with its interval at 95 %; null where no row counts (precision when nobody is selected). */
export type Rate = (Interval & { readonly value: number; readonly of: number }) | null;

export interface GroupRates {
  readonly rows: number;
  /** Share answered "positive". */
  readonly selected: Rate;
  /** Share of the negative rows answered "positive". */
  readonly falsePositive: Rate;
  /** Share of the positive rows answered "negative". */
  readonly falseNegative: Rate;
  /** Share of the rows answered "positive" that are. */
  readonly precision: Rate;
}

/** Place of the threshold whose counts hold at `threshold`: the lowest one that is not below it; the last one above all. O(thresholds). */
export function placeOf({ thresholds }: Pick<BinaryJudgement, "thresholds">, threshold: number): number {
  const place = thresholds.findIndex((candidate) => candidate >= threshold - ROUNDING);
  return place < 0 ? thresholds.length - 1 : place;
}

/** The confusion counts at a place among the thresholds. */
export function outcomesAt({ positives, negatives, counts }: ThresholdCurve, place: number): OutcomeCounts {
  const { truePositives, falsePositives } = counts[place]!;
  return {
    truePositives,
    falsePositives,
    falseNegatives: positives - truePositives,
    trueNegatives: negatives - falsePositives,
  };
}

/** What the errors cost, in units of the goal's costs, over all rows. */
export function costOf({ falsePositives, falseNegatives }: OutcomeCounts, costs: ErrorCosts): number {
  return falsePositives * costs.falsePositive + falseNegatives * costs.falseNegative;
}

/** Place of the cheapest threshold; of equals the one nearest to a half, which is what the package decides by. O(thresholds). */
export function cheapestPlace({ thresholds, overall }: BinaryJudgement, costs: ErrorCosts): number {
  const cost = thresholds.map((_, place) => costOf(outcomesAt(overall, place), costs));
  const least = Math.min(...cost);
  const distance = (place: number) => Math.abs(thresholds[place]! - 0.5);
  return thresholds.reduce(
    (best, _, place) => (cost[place] === least && (best < 0 || distance(place) < distance(best)) ? place : best),
    -1,
  );
}

/** The rates of a group at a place among the thresholds, each with Wilson's interval. */
export function ratesAt(curve: ThresholdCurve, place: number): GroupRates {
  const { truePositives, falsePositives, falseNegatives } = outcomesAt(curve, place);
  const rows = curve.positives + curve.negatives;
  const selected = truePositives + falsePositives;
  return {
    rows,
    selected: rateOf(selected, rows),
    falsePositive: rateOf(falsePositives, curve.negatives),
    falseNegative: rateOf(falseNegatives, curve.positives),
    precision: rateOf(truePositives, selected),
  };
}

function rateOf(part: number, whole: number): Rate {
  const interval = wilsonInterval(part, whole);
  if (interval.kind !== "measured") return null;
  const { low, high, confidence } = interval;
  return { value: part / whole, of: whole, low, high, confidence };
}

/** Hundredths that a slider adds up are off by less. */
const ROUNDING = 1e-9;
