/**
 * The 200 seeded streams on which alarms are judged: 50 each of four kinds, with the row of every change. A plan says when something
 * changes; what changes (an error rate, a mean, a feature) is drawn from it, so that detectors and alert policies see the same world.
 *
 * A day has 24 windows of 500 rows. Before the first change every stream is stable: those days count as stable days too.
 */
import { seededRandom } from "../../../lib/random";
import type { Random } from "../../../lib/random";

export const CHANGE_KINDS = ["sudden", "gradual", "recurring"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
export type StreamKind = "stable" | ChangeKind;

export const ROWS_PER_WINDOW = 500;
export const WINDOWS_PER_DAY = 24;
export const ROWS_PER_DAY = ROWS_PER_WINDOW * WINDOWS_PER_DAY;
const MINUTES_PER_DAY = 1440;
const STREAMS_PER_KIND = 50;
const STABLE_DAYS = 10;
/** The first change comes at some row of this many days, after as many stable ones. */
const EARLIEST_DAY = 4;
const CHANGE_SPREAD_DAYS = 2;
/** An alarm later than this is not counted as a detection. */
export const HORIZON_DAYS = 5;
const GRADUAL_DAYS = 1;
/** A recurring change comes and goes, this many times in all. */
const RECURRING_DAYS = 2;
const RECURRING_CHANGES = 4;

export interface Change {
  /** The first row that is not as before. */
  readonly row: number;
  /** The same in minutes of the world since the stream began. */
  readonly minute: number;
  /** Rows over which it comes, evenly: 0 when it comes at once. */
  readonly rows: number;
  /** How much of the change is there when it has come: 1, or 0 when it goes away again. */
  readonly strength: 0 | 1;
  /** An alarm in [row, until) is a detection of it. */
  readonly until: number;
}

export interface StreamPlan {
  readonly kind: StreamKind;
  /** Seeds everything that is drawn for this stream: `seededRandom(seed)`, forked by what is drawn. */
  readonly seed: string;
  readonly days: number;
  readonly rows: number;
  /** In order; none in a stable stream. */
  readonly changes: readonly Change[];
}

/** The plans of all 200 streams, always the same. */
export function streamPlans(): readonly StreamPlan[] {
  return (["stable", ...CHANGE_KINDS] as const).flatMap((kind) =>
    Array.from({ length: STREAMS_PER_KIND }, (_, index) => planOf(kind, `alarms/${kind}/${index}`)),
  );
}

/** Rows before anything changes. */
export function stableRows({ changes, rows }: StreamPlan): number {
  return changes[0]?.row ?? rows;
}

/** How much of the change is there at a row: 0 before, 1 after. */
export function strengthAt({ changes }: StreamPlan, row: number): number {
  let strength = 0;
  for (const change of changes) {
    if (row < change.row) break;
    const came = change.rows === 0 ? 1 : Math.min(1, (row - change.row) / change.rows);
    strength += (change.strength - strength) * came;
  }
  return strength;
}

/** Errors of a model, 1 = wrong, whose rate goes from `before` to `after`. */
export function errorBits(plan: StreamPlan, { before, after }: { before: number; after: number }): Uint8Array {
  const random = seededRandom(plan.seed).fork("errors");
  const bits = new Uint8Array(plan.rows);
  for (let row = 0; row < plan.rows; row++) {
    bits[row] = random.next() < before + (after - before) * strengthAt(plan, row) ? 1 : 0;
  }
  return bits;
}

/** Numbers of deviation 1 whose mean goes from 0 to `shift`. */
export function shiftedNumbers(plan: StreamPlan, shift: number): Float64Array {
  const random = seededRandom(plan.seed).fork("numbers");
  const numbers = new Float64Array(plan.rows);
  for (let row = 0; row < plan.rows; row++) numbers[row] = random.normal() + shift * strengthAt(plan, row);
  return numbers;
}

function planOf(kind: StreamKind, seed: string): StreamPlan {
  const changes = changesOf(kind, seededRandom(seed).fork("changes"));
  const rows = changes.at(-1)?.until ?? STABLE_DAYS * ROWS_PER_DAY;
  return { kind, seed, days: rows / ROWS_PER_DAY, rows, changes };
}

function changesOf(kind: StreamKind, random: Random): readonly Change[] {
  const first = EARLIEST_DAY * ROWS_PER_DAY + random.int(CHANGE_SPREAD_DAYS * ROWS_PER_DAY);
  const minute = (row: number): number => (row * MINUTES_PER_DAY) / ROWS_PER_DAY;
  if (kind === "stable") return [];
  if (kind !== "recurring") {
    const rows = kind === "gradual" ? GRADUAL_DAYS * ROWS_PER_DAY : 0;
    return [{ row: first, minute: minute(first), rows, strength: 1, until: first + HORIZON_DAYS * ROWS_PER_DAY }];
  }
  const length = RECURRING_DAYS * ROWS_PER_DAY;
  return Array.from({ length: RECURRING_CHANGES }, (_, index) => {
    const row = first + index * length;
    return { row, minute: minute(row), rows: 0, strength: index % 2 === 0 ? 1 : 0, until: row + length } as const;
  });
}
