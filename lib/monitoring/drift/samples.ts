/** What the tests of two samples of numbers share: which input they refuse, and the walk over the pooled values in ascending order. */
import { isConstant } from "../../statistics/constant";
import { degenerate, notEnoughData, type NotMeasured } from "../../statistics/measured";
import { sortedNumbers } from "../../statistics/radix-sort";

/** A test's statistic and how likely one as extreme is when nothing changed. */
export interface TestResult {
  readonly statistic: number;
  readonly pValue: number;
}

/** Why a test cannot read these samples: one is shorter than `needed`, or holds a value that is not finite. Null when it can. */
export function unusableSamples(samples: readonly Float64Array[], needed: number): NotMeasured | null {
  for (const sample of samples) {
    if (sample.length < needed) return notEnoughData(needed, sample.length);
  }
  return samples.every((sample) => sample.every(Number.isFinite)) ? null : degenerate("not-finite");
}

/** Whether all values of both samples are one and the same. */
export function isConstantPair(reference: Float64Array, current: Float64Array): boolean {
  return isConstant(reference) && isConstant(current) && reference[0] === current[0];
}

/** One distinct value of the pooled samples. */
export interface PooledStep {
  readonly value: number;
  /** How often the reference and the current sample hold it. */
  readonly inReference: number;
  readonly inCurrent: number;
  /** How many reference and current values are smaller. */
  readonly belowReference: number;
  readonly belowCurrent: number;
}

/** Calls `visit` once for each distinct value of both samples together, in ascending order. Cost: two sorts and one walk. */
export function visitPooled(reference: Float64Array, current: Float64Array, visit: (step: PooledStep) => void): void {
  const r = sortedNumbers(reference);
  const c = sortedNumbers(current);
  const step = { value: 0, inReference: 0, inCurrent: 0, belowReference: 0, belowCurrent: 0 };
  while (step.belowReference < r.length || step.belowCurrent < c.length) {
    const { belowReference: i, belowCurrent: j } = step;
    const value = i < r.length && (j >= c.length || r[i]! <= c[j]!) ? r[i]! : c[j]!;
    step.value = value;
    step.inReference = endOfRun(r, i, value) - i;
    step.inCurrent = endOfRun(c, j, value) - j;
    visit(step);
    step.belowReference += step.inReference;
    step.belowCurrent += step.inCurrent;
  }
}

function endOfRun(sorted: Float64Array, from: number, value: number): number {
  let end = from;
  while (end < sorted.length && sorted[end] === value) end++;
  return end;
}
