"use client";

/** One series in a line of text, with its threshold. Missing values leave a gap. */
import { useText } from "../i18n";

export interface SparklineProps {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly threshold?: number | null;
  readonly width?: number;
  readonly height?: number;
}

export function Sparkline({ name, values, threshold = null, width = 120, height = 28 }: SparklineProps) {
  const { t, formatNumber } = useText();
  const known = values.filter((value): value is number => value !== null);
  const low = Math.min(0, ...known, threshold ?? 0);
  const high = Math.max(low + 1e-9, ...known, threshold ?? 0);
  const x = (index: number) => 3 + (index / Math.max(1, values.length - 1)) * (width - 6);
  const y = (value: number) => height - 3 - ((value - low) / (high - low)) * (height - 6);
  const last = values.at(-1) ?? null;
  const shown = last === null ? t("common.chart.noValue") : formatNumber(last);
  return (
    <svg
      role="img"
      aria-label={t("common.chart.sparkline", { name, value: shown })}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="shrink-0 overflow-visible"
    >
      {threshold === null ? null : (
        <line x1="0" x2={width} y1={y(threshold)} y2={y(threshold)} stroke="var(--chart-threshold)" strokeWidth="1" />
      )}
      <path d={pathOf(values, x, y)} fill="none" stroke="var(--ink)" strokeWidth="1.5" strokeLinejoin="round" />
      {last === null ? null : <circle cx={x(values.length - 1)} cy={y(last)} r="2.5" fill="var(--ink)" />}
    </svg>
  );
}

function pathOf(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let pen = false;
  let path = "";
  values.forEach((value, index) => {
    if (value === null) {
      pen = false;
      return;
    }
    path += `${pen ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = true;
  });
  return path;
}
