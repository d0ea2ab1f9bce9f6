"use client";

/** Predicted against actual: on the diagonal the model is right. */
import { useCallback } from "react";
import type { ResidualPoint } from "@/lib/evaluation/evaluation";
import { useText } from "../i18n";
import { ChartFrame } from "./chart-frame";
import { PlotFigure, type MakeOptions } from "./plot-figure";

export interface ResidualPlotProps {
  readonly label: string;
  readonly points: readonly ResidualPoint[];
  readonly height?: number;
}

export function ResidualPlot({ label, points, height = 260 }: ResidualPlotProps) {
  const { t, formatNumber } = useText();
  const actual = t("common.chart.actual");
  const predicted = t("common.chart.predicted");
  const make = useCallback<MakeOptions>(
    (plot) => {
      const values = points.flatMap((point) => [point.actual, point.predicted]);
      const low = Math.min(...values);
      const high = Math.max(...values);
      const tickFormat = (value: number) => formatNumber(value);
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
    [points, actual, predicted, formatNumber],
  );
  const columns = [actual, predicted, t("common.chart.residual")];
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
