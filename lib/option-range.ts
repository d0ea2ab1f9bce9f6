/** Ranges of the options of an algorithm: what is outside is misuse, an AppError that names the option, its value and the range. */
import { AppError } from "./errors";

/** A range of real numbers; a side that is left out is open without end. */
interface Interval {
  readonly above?: number;
  readonly atLeast?: number;
  readonly below?: number;
  readonly atMost?: number;
}

/** Refuses an option outside an interval; NaN is outside every one. */
export function requireWithin(option: string, value: number, interval: Interval): void {
  const { above = -Infinity, atLeast = -Infinity, below = Infinity, atMost = Infinity } = interval;
  const inside = (value > above || above === -Infinity) && (value < below || below === Infinity);
  if (inside && value >= atLeast && value <= atMost) return;
  const sides = [
    ["> ", interval.above],
    ["≥ ", interval.atLeast],
    ["< ", interval.below],
    ["≤ ", interval.atMost],
  ] as const;
  refuse(option, value, sides.flatMap(([sign, limit]) => (limit === undefined ? [] : [`${sign}${limit}`])).join(", "));
}

/** Refuses an option that is not strictly between 0 and 1. */
export function requireProbability(option: string, value: number): void {
  requireWithin(option, value, { above: 0, below: 1 });
}

/** Refuses an option that is not a whole number of at least `least`. */
export function requireCount(option: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least)) refuse(option, value, `${least}, ${least + 1}, ${least + 2}, …`);
}

/** Refuses an option that is none of the choices. */
export function requireChoice<Value extends number | string>(
  option: string,
  value: Value,
  choices: readonly Value[],
): void {
  if (!choices.includes(value)) refuse(option, value, choices.join(", "));
}

function refuse(option: string, value: number | string, range: string): never {
  throw new AppError("option.out-of-range", { details: { option, value, range } });
}
