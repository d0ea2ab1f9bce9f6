"use client";

/** One line over a world's time: named axes, named levels, what happened in a lane apart, and the same numbers as a table. */
import type { PlotOptions } from "@observablehq/plot";
import { useCallback } from "react";
import { useText } from "../i18n";
import { ChartFrame, type ChartTable } from "./chart-frame";
import { EventLane, type LaneMark } from "./event-lane";
import { Legend } from "./legend";
import { PlotFigure, type MakeOptions } from "./plot-figure";
import { seriesStyle, type SeriesKind } from "./series-style";

export interface TimelinePoint {
  readonly x: number;
  readonly value: number | null;
}

/** A level that the line is held against; its name stands on it. */
export interface TimelineLevel {
  readonly name: string;
  readonly kind: Extract<SeriesKind, "threshold" | "reference">;
  readonly value: number;
}

/** How time is written. */
export interface TimelineTime {
  readonly name: string;
  readonly text: (x: number) => string;
  readonly ticks: (from: number, to: number, most: number) => readonly number[];
  /** The short form under the axis; the first tick says the day. */
  readonly tickText: (x: number, isFirst: boolean) => string;
}

export interface TimelineProps {
  readonly name: string;
  readonly points: readonly TimelinePoint[];
  readonly levels: readonly TimelineLevel[];
  readonly marks: readonly LaneMark[];
  readonly time: TimelineTime;
  /** From and to of the axis, in its unit. */
  readonly span: readonly [number, number];
  /** What the y axis shows; null is from 0 to the largest value or level. */
  readonly domain: readonly [number, number] | null;
  readonly formatY: (value: number) => string;
  /** The point that is looked at. */
  readonly chosen: number | null;
  readonly onChoose: (x: number) => void;
}

const HEIGHT = 210;
const TICK_ROOM = 120;
/** Room at the left of line and lane alike, for the scale above and the words below. */
export const LANE_LEFT = 104;
export const LANE_RIGHT = 14;

export function Timeline(props: TimelineProps) {
  const { name, points, levels, marks, time, span, onChoose } = props;
  const { t } = useText();
  const make = useTimelinePlot(props);
  const line = { name, kind: "current" as const };
  return (
    <ChartFrame
      label={t("common.chart.timeline", { name })}
      legend={<Legend series={[line, ...levels]} />}
      table={() => tableOf({ name, points, levels, marks, time }, t("common.details"))}
    >
      <PlotFigure make={make} height={HEIGHT} />
      <EventLane marks={marks} span={span} left={LANE_LEFT} right={LANE_RIGHT} onChoose={onChoose} />
    </ChartFrame>
  );
}

function useTimelinePlot({ points, levels, marks, time, span, domain, formatY, chosen }: TimelineProps): MakeOptions {
  return useCallback<MakeOptions>(
    (plot, width) => {
      const [from, to] = span;
      const ticks = time.ticks(from, to, Math.max(2, Math.floor((width - LANE_LEFT) / TICK_ROOM)));
      return {
        marginLeft: LANE_LEFT,
        marginRight: LANE_RIGHT,
        marginTop: 16,
        marginBottom: 40,
        x: {
          domain: [from, to],
          ticks: [...ticks],
          tickFormat: (x: number) => time.tickText(x, x === ticks[0]),
          label: null,
        },
        y: { domain: [...yDomain(points, levels, domain)], ticks: 4, grid: true, tickFormat: formatY, label: null },
        marks: [
          plot.ruleX(marks, { x: "x", stroke: "var(--strong)", strokeDasharray: "2 3" }),
          ...(chosen === null ? [] : [plot.ruleX([chosen], { stroke: "var(--ink)", strokeOpacity: 0.5 })]),
          ...levels.flatMap((level) => levelOf(plot, level, to)),
          plot.line(points, { x: "x", y: gapped, stroke: "var(--ink)", strokeWidth: 2 }),
          plot.dot(lonely(points), { x: "x", y: "value", fill: "var(--ink)", r: 2.5 }),
          plot.tip(points, {
            ...plot.pointerX({ x: "x", y: "value" }),
            title: ({ x, value }: TimelinePoint) => `${time.text(x)}: ${value === null ? "–" : formatY(value)}`,
            fill: "var(--surface)",
            stroke: "var(--strong)",
          }),
        ],
      } satisfies PlotOptions;
    },
    [points, levels, marks, time, span, domain, formatY, chosen],
  );
}

type Plot = Parameters<MakeOptions>[0];

function levelOf(plot: Plot, { name, kind, value }: TimelineLevel, right: number) {
  const style = seriesStyle(kind);
  return [
    plot.ruleY([value], {
      stroke: style.stroke,
      strokeWidth: Math.max(1.5, style.width),
      strokeDasharray: style.dash ?? "none",
    }),
    plot.text([name], {
      x: right,
      y: value,
      dy: -8,
      textAnchor: "end",
      fill: "var(--ink)",
      stroke: "var(--paper)",
      strokeWidth: 4,
    }),
  ];
}

/** A line is broken where there is no value. */
const gapped = ({ value }: TimelinePoint): number => value ?? NaN;

/** Points without a neighbour have no line to be seen by. */
function lonely(points: readonly TimelinePoint[]): readonly TimelinePoint[] {
  const has = (at: number): boolean => (points[at]?.value ?? null) !== null;
  return points.filter((_, at) => has(at) && !has(at - 1) && !has(at + 1));
}

function yDomain(
  points: readonly TimelinePoint[],
  levels: readonly TimelineLevel[],
  domain: readonly [number, number] | null,
): readonly [number, number] {
  if (domain) return domain;
  const values = [...points.flatMap(({ value }) => value ?? []), ...levels.map(({ value }) => value)];
  const low = Math.min(0, ...values);
  const high = Math.max(low, ...values);
  return [low, high > low ? high + (high - low) * 0.08 : low + 1];
}

type Told = Pick<TimelineProps, "name" | "points" | "levels" | "marks" | "time">;

/** A mark belongs to the first window that ends with it or after it. */
function tableOf({ name, points, levels, marks, time }: Told, details: string): ChartTable {
  const words = points.map(({ x }, at) => {
    const before = points[at - 1]?.x ?? -Infinity;
    return marks.filter((mark) => before < mark.x && mark.x <= x).map(({ label }) => label);
  });
  return {
    columns: [time.name, name, ...levels.map((level) => level.name), details],
    rows: points.map(({ x, value }, at) => [
      time.text(x),
      value,
      ...levels.map((level) => level.value),
      words[at]?.join(", ") ?? "",
    ]),
  };
}
