/**
 * The traffic that alert policies are judged on: 20 features that share a common factor (correlation 0.3), twelve numbers, two of four
 * values, two of two and four of eight categories, and a model's answer that depends on all of them. A change moves some features by some
 * deviations; which, and what the model answers (a number, two classes, ten classes with rare ones), differs from stream to stream.
 */
import type { Column, Table } from "../../../lib/data/table";
import { permutation, seededRandom } from "../../../lib/random";
import type { Random } from "../../../lib/random";
import { strengthAt } from "./streams";
import type { StreamPlan } from "./streams";

const FEATURES = 20;
const CORRELATION = 0.3;
const ANSWER_NOISE = 0.3;
const REFERENCE_ROWS = 1_000;
const MOVED_FEATURES = [20, 10, 5, 1] as const;
const SHIFTS = [0.25, 0.5, 1] as const;

/** Where a standard normal number is cut into values; none: it stays a number. */
const CUTS = {
  two: [0.5],
  four: [-0.67, 0, 0.67],
  eight: [-1.15, -0.67, -0.32, 0, 0.32, 0.67, 1.15],
  uneven: [-0.52, 0, 0.39, 0.67, 0.95, 1.28, 1.64, 2.05, 2.58],
} as const;
const ANSWERS = ["number", "two", "uneven"] as const;

/** Features and answers of some consecutive rows. */
export interface Rows {
  readonly features: Table;
  readonly answers: Column;
}

export interface PolicyWorld {
  readonly moved: number;
  /** In deviations of a feature. */
  readonly shift: number;
  /** Rows of before any change. */
  readonly reference: Rows;
  /** The next rows of the stream, from row `from` of its plan. */
  readonly rows: (from: number, count: number) => Rows;
}

/** The world of a stream; `index` counts the streams, so that moves, shifts and answers are spread evenly. */
export function policyWorld(plan: StreamPlan, index: number): PolicyWorld {
  const random = seededRandom(plan.seed).fork("policies");
  const moved = MOVED_FEATURES[index % MOVED_FEATURES.length]!;
  const shift = SHIFTS[Math.floor(index / MOVED_FEATURES.length) % SHIFTS.length]!;
  const shifts = new Float64Array(FEATURES);
  permutation(FEATURES, random.fork("moved"))
    .subarray(0, moved)
    .forEach((feature) => (shifts[feature] = shift));
  const draw = rowDrawer(random.fork("weights"), ANSWERS[index % ANSWERS.length]!);
  const [referenceRandom, streamRandom] = [random.fork("reference"), random.fork("stream")];
  return {
    moved,
    shift,
    reference: draw({ random: referenceRandom, count: REFERENCE_ROWS, shifts, strength: () => 0 }),
    rows: (from, count) =>
      draw({ random: streamRandom, count, shifts, strength: (row) => strengthAt(plan, from + row) }),
  };
}

interface Draw {
  readonly random: Random;
  readonly count: number;
  readonly shifts: Float64Array;
  readonly strength: (row: number) => number;
}

function rowDrawer(random: Random, answer: (typeof ANSWERS)[number]): (draw: Draw) => Rows {
  const weights = Float64Array.from({ length: FEATURES }, () => random.normal());
  const deviation = Math.sqrt(answerVariance(weights));
  return ({ random: source, count, shifts, strength }) => {
    const latent = Array.from({ length: FEATURES }, () => new Float64Array(count));
    const answers = new Float64Array(count);
    for (let row = 0; row < count; row++) {
      const factor = Math.sqrt(CORRELATION) * source.normal();
      const moved = strength(row);
      let sum = ANSWER_NOISE * source.normal();
      for (let feature = 0; feature < FEATURES; feature++) {
        const own = Math.sqrt(1 - CORRELATION) * source.normal();
        const value = factor + own + moved * shifts[feature]!;
        latent[feature]![row] = value;
        sum += weights[feature]! * value;
      }
      answers[row] = sum / deviation;
    }
    const columns = latent.map((values, feature): [string, Column] => [`f${feature}`, featureColumn(values, feature)]);
    return {
      features: { rowCount: count, columns: new Map(columns) },
      answers: answer === "number" ? numbers(answers) : categories(answers, CUTS[answer]),
    };
  };
}

/** Of the weighted sum: Σ w² (1 − c) + (Σ w)² c, and the noise. */
function answerVariance(weights: Float64Array): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight ** 2, 0);
  return squares * (1 - CORRELATION) + sum ** 2 * CORRELATION + ANSWER_NOISE ** 2;
}

function featureColumn(values: Float64Array, feature: number): Column {
  if (feature < 12) return numbers(values);
  if (feature < 14) return numbers(values.map((value) => valueOf(value, CUTS.four)));
  return categories(values, feature < 16 ? CUTS.two : CUTS.eight);
}

function numbers(values: Float64Array): Column {
  return { storage: "numeric", values };
}

function categories(values: Float64Array, cuts: readonly number[]): Column {
  const names = Array.from({ length: cuts.length + 1 }, (_, code) => `v${code}`);
  return { storage: "dictionary", codes: Int32Array.from(values, (value) => valueOf(value, cuts)), categories: names };
}

function valueOf(value: number, cuts: readonly number[]): number {
  const above = cuts.findIndex((cut) => value <= cut);
  return above < 0 ? cuts.length : above;
}
