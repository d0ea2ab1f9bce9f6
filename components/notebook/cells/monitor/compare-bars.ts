/** Two samples of a column as bars of shares over the same bins. */
import type { CellValue } from "@/lib/data/table";
import type { HistogramBar } from "../../../charts/histogram";

const BINS = 12;
const CATEGORIES = 10;

/**
 * Numbers in equal bins over what both sides hold; anything else by value, the most frequent first. Shares are of the present values of each
 * side, so that they add up to 1.
 */
export function compareBars(
  before: readonly CellValue[],
  now: readonly CellValue[],
  write: (value: number) => string,
): readonly HistogramBar[] {
  const sides = [before, now].map((side) => side.filter((value) => value !== null)) as [CellValue[], CellValue[]];
  const all = sides.flat();
  return all.every((value) => typeof value === "number")
    ? numberBars(sides as [number[], number[]], write)
    : categoryBars(sides.map((side) => side.map(String)) as [string[], string[]]);
}

function numberBars([before, now]: readonly [readonly number[], readonly number[]], write: (value: number) => string) {
  const all = [...before, ...now];
  if (all.length === 0) return [];
  const low = all.reduce((least, value) => Math.min(least, value), Infinity);
  const high = all.reduce((most, value) => Math.max(most, value), -Infinity);
  const width = high / BINS - low / BINS;
  const binOf = (value: number): number =>
    width > 0 ? Math.min(BINS - 1, Math.floor(value / width - low / width)) : 0;
  return Array.from({ length: width > 0 ? BINS : 1 }, (_, bin) => ({
    label: write(bin === BINS - 1 ? high : low + bin * width),
    reference: shareOf(before, (value) => binOf(value) === bin),
    current: shareOf(now, (value) => binOf(value) === bin),
  }));
}

function categoryBars([before, now]: readonly [readonly string[], readonly string[]]): readonly HistogramBar[] {
  const names = [...new Set([...before, ...now])];
  const bars = names.map((label) => ({
    label,
    reference: shareOf(before, (value) => value === label),
    current: shareOf(now, (value) => value === label),
  }));
  return bars.sort((a, b) => b.reference + b.current - a.reference - a.current).slice(0, CATEGORIES);
}

function shareOf<Value>(values: readonly Value[], holds: (value: Value) => boolean): number {
  return values.length === 0 ? 0 : values.filter(holds).length / values.length;
}
