/**
 * Learning rates over time. Only IEEE additions, multiplications and divisions: the rates have the same bits on every machine, and
 * with them the trained weights (`Math.cos` and `Math.pow` may differ between engines).
 */
import type { LearningRate, ScheduleSpec } from "../../objective";

/** Where a training is: what a schedule may look at. */
export interface ScheduleTime {
  /** Steps and whole epochs that are done. */
  readonly step: number;
  readonly epoch: number;
  readonly totalSteps: number;
  /** Product of the reductions so far, see {@link judgePlateau}. */
  readonly plateauFactor: number;
}

/** The rate of the next step: linear warm-up (step s of n gets (s + 1)/n of the full rate), then the schedule. */
export function rateAt({ rate, schedule, warmupSteps }: LearningRate, time: ScheduleTime): number {
  if (time.step < warmupSteps) return (rate * (time.step + 1)) / warmupSteps;
  return rate * factorAt(schedule, time, warmupSteps);
}

function factorAt(schedule: ScheduleSpec, time: ScheduleTime, warmupSteps: number): number {
  switch (schedule.kind) {
    case "constant":
      return 1;
    case "step":
      return repeatedProduct(schedule.factor, Math.floor(time.epoch / schedule.every));
    case "cosine": {
      const steps = time.totalSteps - 1 - warmupSteps;
      const progress = steps > 0 ? Math.min((time.step - warmupSteps) / steps, 1) : 1;
      return schedule.floor + ((1 - schedule.floor) * (1 + cosineOfTurn(progress))) / 2;
    }
    case "plateau":
      return time.plateauFactor;
  }
}

/** How a training stands against its best validation loss. */
export interface PlateauState {
  /** Null before the first epoch. */
  readonly bestLoss: number | null;
  readonly epochsSince: number;
  readonly factor: number;
}

export const PLATEAU_START: PlateauState = { bestLoss: null, epochsSince: 0, factor: 1 };

/** The state after an epoch: `patience` epochs without a better loss multiply the factor once and start the count again. */
export function judgePlateau(state: PlateauState, validationLoss: number, schedule: ScheduleSpec): PlateauState {
  if (schedule.kind !== "plateau") return state;
  if (state.bestLoss === null || validationLoss < state.bestLoss) {
    return { ...state, bestLoss: validationLoss, epochsSince: 0 };
  }
  const epochsSince = state.epochsSince + 1;
  if (epochsSince < schedule.patience) return { ...state, epochsSince };
  return { ...state, epochsSince: 0, factor: Math.max(state.factor * schedule.factor, schedule.floor) };
}

function repeatedProduct(factor: number, times: number): number {
  let product = 1;
  for (let index = 0; index < times; index++) product *= factor;
  return product;
}

/** cos(π·t) for t in [0, 1]: 1 − 2·sin²(π·t/2), and mirrored from the middle on, so that both ends are exact. */
export function cosineOfTurn(turn: number): number {
  const half = sine((Math.PI / 2) * Math.min(turn, 1 - turn));
  const cosine = 1 - 2 * half * half;
  return turn <= 0.5 ? cosine : -cosine;
}

/** Terms of the Taylor series up to x¹⁷: on [0, π/4] the rest is below the last bit of a double. */
const SINE_TERMS = 8;

function sine(x: number): number {
  let sum = 1;
  for (let term = SINE_TERMS; term >= 1; term--) sum = 1 - (sum * x * x) / (2 * term * (2 * term + 1));
  return x * sum;
}
