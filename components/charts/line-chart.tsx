"use client";

/** Lines over a common axis: training curves, metric histories. */
import type { PlotOptions } from "@observablehq/plot";
import { useCallback, useMemo, useState } from "react";
import { useText } from "../i18n";
import { ChartFrame, type ChartTable } from "./chart-frame";
import { Legend } from "./legend";
import { PlotFigure, type MakeOptions } from "./plot-figure";
import { seriesStyle, type SeriesKind } from "./series-style";

export interface LineSeries {
  readonly name: string;
  readonly kind: SeriesKind;
  /** Wins over the kind's colour where many series share a kind (runs side by side). */
  readonly colour?: string;
  /** Wins over the kind's dash, where there are more series than colours. */
  readonly dash?: string | undefined;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface LineChartProps {
  readonly label: string;
  readonly series: readonly LineSeries[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly height?: number;
  /** A mark at one x with a word: the best epoch. */
  readonly mark?: { readonly x: number; readonly label: string } | null;
  /** Values the y axis must reach. */
  readonly yDomain?: readonly [number, number];
  readonly xDomain?: readonly [number, number];
  /** Only whole numbers along x: epochs. */
  readonly wholeX?: boolean;
}

export function LineChart(props: LineChartProps) {
  const { label, series, xLabel, yLabel, height = 220, mark = null, yDomain, xDomain, wholeX = false } = props;
  const { formatNumber } = useText();
  const [isolated, setIsolated] = useState<string | null>(null);
  const drawn = useMemo(() => series.filter((line) => line.points.length > 0), [series]);
  const make = useCallback<MakeOptions>(
    (plot) =>
      ({
        marginLeft: 46,
        marginBottom: 34,
        marginTop: 28,
        marginRight: 12,
        x: {
          label: xLabel,
          ticks: wholeX ? wholeTicks(xDomain ?? extentOf(drawn)) : 6,
          tickFormat: (value: number) => formatNumber(value),
          labelArrow: "none",
          ...(xDomain ? { domain: [...xDomain] } : {}),
        },
        y: {
          label: yLabel,
          grid: true,
          nice: true,
          ticks: 5,
          labelArrow: "none",
          tickFormat: (value: number) => formatNumber(value),
          ...(yDomain ? { domain: [...yDomain] } : {}),
        },
        marks: [
          ...(mark ? markOf(plot, mark, xDomain ?? extentOf(drawn)) : []),
          ...drawn.flatMap((line) => lineOf(plot, line, isolated !== null && isolated !== line.name)),
          plot.tip(
            drawn.flatMap((line) => line.points.map((point) => ({ ...point, name: line.name }))),
            plot.pointer({
              x: "x",
              y: "y",
              title: (point: { x: number; y: number; name: string }) =>
                `${point.name}\n${xLabel} ${formatNumber(point.x)}: ${formatNumber(point.y)}`,
              fill: "var(--surface)",
              stroke: "var(--strong)",
            }),
          ),
        ],
      }) satisfies PlotOptions,
    [drawn, isolated, xLabel, yLabel, formatNumber, mark, yDomain, xDomain, wholeX],
  );
  return (
    <ChartFrame
      label={label}
      legend={<Legend series={drawn} onIsolate={setIsolated} />}
      table={() => tableOf(drawn, xLabel)}
    >
      <PlotFigure make={make} height={height} />
    </ChartFrame>
  );
}

/** About this many whole numbers along an axis. */
const WHOLE_TICKS = 6;

/** Whole numbers from the first to the last, both named, at steps of 1, 2 or 5 times a power of ten. */
export function wholeTicks([from, to]: readonly [number, number]): readonly number[] {
  const [first, last] = [Math.ceil(from), Math.floor(to)];
  const least = Math.max(1, (last - first) / WHOLE_TICKS);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= least) ?? least;
  const between = Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
  return [first, ...between.filter((tick) => tick > first + step / 2 && tick < last - step / 2), last];
}

function extentOf(series: readonly LineSeries[]): readonly [number, number] {
  const xs = series.flatMap((line) => line.points.map(({ x }) => x));
  return xs.length === 0 ? [0, 1] : [Math.min(...xs), Math.max(...xs)];
}

type Plot = Parameters<MakeOptions>[0];

/** A mark within this share of the width has its word to one side. */
const NEAR_EDGE = 0.15;

/** How much is left of a line while another one is looked at. */
const FADED = 0.15;

function lineOf(plot: Plot, line: LineSeries, faded: boolean) {
  const style = seriesStyle(line.kind);
  const stroke = line.colour ?? style.stroke;
  const options = {
    x: "x",
    y: "y",
    stroke,
    strokeWidth: style.width,
    strokeOpacity: faded ? FADED : 1,
    strokeDasharray: line.dash ?? style.dash ?? "none",
  };
  const lonely = line.points.length === 1 ? [plot.dot(line.points, { x: "x", y: "y", fill: stroke, r: 3 })] : [];
  const flat = line.kind === "threshold" || line.kind === "baseline";
  if (flat && line.points.length === 1) {
    return [
      plot.ruleY([line.points[0]?.y ?? 0], { stroke, strokeWidth: style.width, strokeDasharray: style.dash ?? "none" }),
    ];
  }
  return [plot.line(line.points, { ...options, curve: "linear" }), ...lonely];
}

/** Its word stands over it, and beside it where the axis' own words are near. */
function markOf(
  plot: Plot,
  mark: { readonly x: number; readonly label: string },
  [from, to]: readonly [number, number],
) {
  const share = to > from ? (mark.x - from) / (to - from) : 0.5;
  const textAnchor = share < NEAR_EDGE ? "start" : share > 1 - NEAR_EDGE ? "end" : "middle";
  return [
    plot.ruleX([mark.x], { stroke: "var(--strong)", strokeDasharray: "2 3" }),
    plot.text([mark.label], { x: mark.x, frameAnchor: "top", dy: -12, fill: "var(--soft)", textAnchor }),
  ];
}

function tableOf(series: readonly LineSeries[], xLabel: string): ChartTable {
  const xs = [...new Set(series.flatMap((line) => line.points.map((point) => point.x)))].sort((a, b) => a - b);
  const lookups = series.map((line) => new Map(line.points.map((point) => [point.x, point.y])));
  return {
    columns: [xLabel, ...series.map((line) => line.name)],
    rows: xs.map((x) => [x, ...lookups.map((lookup) => lookup.get(x) ?? null)]),
  };
}
