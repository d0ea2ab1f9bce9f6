"use client";

/** Predicted against actual, right on the diagonal; or what is left over against the prediction, right on zero. */
import { useCallback } from "react";
import type { ResidualPoint } from "@/lib/evaluation/evaluation";
import { useText } from "../i18n";
import { ChartFrame } from "./chart-frame";
import { PlotFigure, type MakeOptions } from "./plot-figure";

export interface ResidualPlotProps {
  readonly label: string;
  readonly points: readonly ResidualPoint[];
  readonly height?: number;
  readonly shows?: "predicted" | "residual";
}

export function ResidualPlot({ label, points, height = 260, shows = "predicted" }: ResidualPlotProps) {
  const { t, formatNumber } = useText();
  const actual = t("common.chart.actual");
  const predicted = t("common.chart.predicted");
  const residual = t("common.chart.residual");
  const make = useCallback<MakeOptions>(
    (plot) => {
      const values = points.flatMap((point) => [point.actual, point.predicted]);
      const low = Math.min(...values);
      const high = Math.max(...values);
      const tickFormat = (value: number) => formatNumber(value);
      if (shows === "residual") return residualOptions(plot, points, { predicted, residual, tickFormat });
      return {
        marginLeft: 50,
        marginBottom: 36,
        x: { label: actual, labelArrow: "none", ticks: 6, tickFormat },
        y: { label: predicted, labelArrow: "none", grid: true, ticks: 5, tickFormat },
        marks: [
          plot.line(
            [
              [low, low],
              [high, high],
            ],
            { stroke: "var(--chart-reference)", strokeWidth: 2 },
          ),
          plot.dot(points, { x: "actual", y: "predicted", r: 2.5, stroke: "var(--model)", strokeOpacity: 0.7 }),
        ],
      };
    },
    [points, actual, predicted, residual, shows, formatNumber],
  );
  const columns = [actual, predicted, residual];
  return (
    <ChartFrame
      label={label}
      table={() => ({
        columns,
        rows: points.map((point) => [point.actual, point.predicted, point.predicted - point.actual]),
      })}
    >
      <PlotFigure make={make} height={height} />
    </ChartFrame>
  );
}

type Plot = Parameters<MakeOptions>[0];

function residualOptions(
  plot: Plot,
  points: readonly ResidualPoint[],
  words: {
    readonly predicted: string;
    readonly residual: string;
    readonly tickFormat: (value: number) => string;
  },
): ReturnType<MakeOptions> {
  const { predicted, residual, tickFormat } = words;
  return {
    marginLeft: 50,
    marginBottom: 36,
    x: { label: predicted, labelArrow: "none", ticks: 6, tickFormat },
    y: { label: residual, labelArrow: "none", grid: true, ticks: 5, tickFormat },
    marks: [
      plot.ruleY([0], { stroke: "var(--chart-reference)", strokeWidth: 2 }),
      plot.dot(points, {
        x: "predicted",
        y: (point: ResidualPoint) => point.predicted - point.actual,
        r: 2.5,
        stroke: "var(--model)",
        strokeOpacity: 0.7,
      }),
    ],
  };
}
