"use client";

/** What the chart draws: a series, or a figure of one column. */
import { COLUMN_FIGURES, type Charted, type ColumnFigure } from "@/lib/monitoring/charted";
import { SERIES, type SeriesName } from "@/lib/monitoring/monitor";
import { useText } from "../../../i18n";
import { Select } from "../../../ui/form/select";
import { chartedName, type ChartGoal } from "./chart-words";

export interface ChartChoiceProps {
  readonly charted: Charted;
  readonly columns: readonly string[];
  readonly goal: ChartGoal | null;
  readonly onChange: (charted: Charted) => void;
}

/** Stands for the prediction among the names of columns, none of which can be empty. */
const PREDICTION = "";

export function ChartChoice({ charted, columns, goal, onChange }: ChartChoiceProps) {
  const text = useText();
  const { t } = text;
  const column = charted.kind === "column" ? charted.column : (columns[0] ?? null);
  const choose = (value: SeriesName | ColumnFigure): void => {
    const figure = COLUMN_FIGURES.find((name) => name === value);
    const series = SERIES.find((name) => name === value);
    if (figure) onChange({ kind: "column", column, figure });
    else if (series) onChange({ kind: "series", series });
  };
  const series = SERIES.map((value) => ({ value, label: chartedName({ kind: "series", series: value }, text, goal) }));
  const figures = COLUMN_FIGURES.map((value) => ({ value, label: t(`monitoring.chart.figures.${value}`) }));
  const names = columns.map((value) => ({ value, label: value }));
  return (
    <div className="flex flex-wrap gap-2">
      <Select
        className="max-w-80"
        size="sm"
        label={t("monitoring.chart.draw")}
        value={charted.kind === "series" ? charted.series : charted.figure}
        options={columns.length > 0 ? [...series, ...figures] : series}
        onChange={choose}
      />
      {charted.kind === "column" ? (
        <Select
          className="max-w-60"
          size="sm"
          label={t("monitoring.chart.column")}
          value={charted.column ?? PREDICTION}
          options={[{ value: PREDICTION, label: t("monitoring.predictionColumn") }, ...names]}
          onChange={(next) => onChange({ ...charted, column: next === PREDICTION ? null : next })}
        />
      ) : null}
    </div>
  );
}
