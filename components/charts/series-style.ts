/** The same look for the same thing in every chart: what a line means is never told by colour alone. */

export type SeriesKind =
  "train" | "validation" | "baseline" | "champion" | "challenger" | "reference" | "threshold" | "current";

export interface SeriesStyle {
  readonly stroke: string;
  readonly width: number;
  readonly dash: string | undefined;
}

const STYLES: Record<SeriesKind, SeriesStyle> = {
  train: { stroke: "var(--chart-train)", width: 1.25, dash: undefined },
  validation: { stroke: "var(--chart-validation)", width: 2.5, dash: undefined },
  baseline: { stroke: "var(--chart-baseline)", width: 1.5, dash: "1.5 4" },
  champion: { stroke: "var(--chart-champion)", width: 2, dash: undefined },
  challenger: { stroke: "var(--chart-challenger)", width: 2, dash: "7 4" },
  reference: { stroke: "var(--chart-reference)", width: 2, dash: undefined },
  threshold: { stroke: "var(--chart-threshold)", width: 1, dash: undefined },
  current: { stroke: "var(--ink)", width: 2, dash: undefined },
};

export function seriesStyle(kind: SeriesKind): SeriesStyle {
  return STYLES[kind];
}

/** Colours that are told apart; `app/globals.css` has them in both themes. */
export const PALETTE = 12;
const DASHES = [undefined, "6 3", "2 3", "9 3 2 3"] as const;

/** Colour of the n-th of several things of the same kind (classes, runs). What comes behind the twelfth differs by {@link categoryDash}. */
export function categoryColour(index: number): string {
  return `var(--chart-${(index % PALETTE) + 1})`;
}

/** Dash of the n-th of several lines: another one for each round of the colours. */
export function categoryDash(index: number): string | undefined {
  return DASHES[Math.floor(index / PALETTE) % DASHES.length];
}
