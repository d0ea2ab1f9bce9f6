/** What an injection does to the shape of a column, as bars of shares. */
import type { ColumnProfile } from "@/lib/data/profile/profile";
import type { InjectionKind } from "@/lib/serving/scenario";

export interface ShapeBar {
  readonly before: number;
  readonly after: number;
}

const BARS = 12;

export function beforeAfterBars(input: {
  readonly kind: InjectionKind;
  readonly strength: number;
  readonly profile: ColumnProfile | null;
}): readonly ShapeBar[] {
  const { kind, strength, profile } = input;
  if (kind === "label-flip") return [bar(1, 1 - strength), bar(0, strength)];
  const before = shares(profile);
  if (kind === "missing") return [...before.map((share) => bar(share, share * (1 - strength))), bar(0, strength)];
  if (profile?.kind === "categorical") return shiftedCategories(before, strength);
  return shiftedNumbers(before, binsOfShift(profile, strength));
}

function bar(before: number, after: number): ShapeBar {
  return { before, after };
}

function shares(profile: ColumnProfile | null): number[] {
  const counts = profile
    ? (profile.kind === "numeric" ? profile.histogram : profile.top).slice(0, BARS * 2).map((entry) => entry.count)
    : [1, 3, 6, 9, 6, 3, 1];
  const total = Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );
  return counts.map((count) => count / total);
}

/** How many bins a shift of `strength` standard deviations moves the values. */
function binsOfShift(profile: ColumnProfile | null, strength: number): number {
  if (profile?.kind !== "numeric" || profile.min === null || profile.max === null) return Math.round(strength * 1.5);
  const width = (profile.max - profile.min) / Math.max(1, profile.histogram.length);
  return width > 0 ? Math.round((strength * (profile.std ?? 0)) / width) : 0;
}

function shiftedNumbers(before: readonly number[], by: number): ShapeBar[] {
  const room = Math.min(BARS, Math.abs(by));
  return Array.from({ length: before.length + room }, (_, index) => bar(before[index] ?? 0, before[index - by] ?? 0));
}

/** A share of the values becomes the rarest category. */
function shiftedCategories(before: readonly number[], strength: number): ShapeBar[] {
  const moved = Math.min(1, Math.abs(strength));
  const rarest = before.indexOf(Math.min(...before));
  return before.map((share, index) => bar(share, share * (1 - moved) + (index === rarest ? moved : 0)));
}
