/** What a column has lost or gained as a column: values that stopped coming, and categories that nobody knew. No test of its values sees them. */
import type { Column } from "../../data/table";
import { columnCounts, type Category } from "./count-pair";
import { fisherExact } from "./hypothesis/fisher-exact";

/** A rise of the missing share by this much is drift by itself, where chance does not explain it. */
export const MISSING_RISE = 0.1;
/** A column that has always lacked values lacks more of them in some windows: one in a thousand may be called drift for that. */
const MISSING_SIGNIFICANCE = 0.001;
/** From this share of unknown values on, they are drift by themselves. */
export const UNSEEN_SHARE = 0.05;
/** Unknown values are told from rare ones: so many times what the reference's own rare values let expect. */
const UNSEEN_FACTOR = 3;
const SHOWN_VALUES = 5;

/** Shares of missing values, before and now. */
export interface MissingShares {
  readonly reference: number;
  readonly current: number;
}

/** Cells without and with a value. */
type Presence = readonly [missing: number, present: number];

export interface UnseenValues {
  /** The most frequent ones, at most five. */
  readonly values: readonly string[];
  /** Of the values that are present now. */
  readonly share: number;
}

/** The share of missing values on both sides; a side without rows misses nothing. */
export function missingShares(reference: Column, current: Column): MissingShares {
  return { reference: missingShare(presence(reference)), current: missingShare(presence(current)) };
}

/** Whether a column has begun to lack values: many more than before, and more than chance explains (Fisher's exact test). O(rows). */
export function wentMissing(reference: Column, current: Column): boolean {
  const table = [presence(reference), presence(current)] as const;
  if (missingShare(table[1]) - missingShare(table[0]) < MISSING_RISE) return false;
  const test = fisherExact(table);
  return test.kind === "measured" && test.pValue < MISSING_SIGNIFICANCE;
}

/** Categories of now that the reference never held; null for numbers, and where there are none. */
export function unseenValues(reference: Column, current: Column): UnseenValues | null {
  if (reference.storage !== "dictionary" || current.storage !== "dictionary") return null;
  const known = columnCounts(reference);
  const now = columnCounts(current);
  const strange = [...now].filter(([value]) => !known.has(value)).sort(([, a], [, b]) => b - a);
  if (strange.length === 0) return null;
  const values = strange.slice(0, SHOWN_VALUES).map(([value]) => String(value));
  return { values, share: sum(strange) / sum(now) };
}

/**
 * Whether unknown values are more than the reference lets expect. What it has seen once stands for what it has not seen at all: the chance of
 * an unknown value is about (values seen once) / (values). Source: Good (1953), after Turing.
 */
export function isStrange(unseen: UnseenValues, reference: Column): boolean {
  const known = columnCounts(reference);
  const once = [...known.values()].filter((count) => count === 1).length;
  return unseen.share >= Math.max(UNSEEN_SHARE, (UNSEEN_FACTOR * once) / Math.max(1, sum(known)));
}

const sum = (counts: Iterable<readonly [Category, number]>): number => {
  let total = 0;
  for (const [, count] of counts) total += count;
  return total;
};

function missingShare([missing, present]: Presence): number {
  return missing === 0 ? 0 : missing / (missing + present);
}

function presence(column: Column): Presence {
  const cells = column.storage === "numeric" ? column.values : column.codes;
  let missing = 0;
  for (const cell of cells) if (column.storage === "numeric" ? Number.isNaN(cell) : cell < 0) missing++;
  return [missing, cells.length - missing];
}
