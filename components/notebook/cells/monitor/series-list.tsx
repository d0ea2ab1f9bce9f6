"use client";

/** Every series of a monitor as one line: name, sparkline with its threshold, last value. */
import { SERIES, type Monitor, type MonitorWindow, type SeriesName } from "@/lib/monitoring/monitor";
import { knownWindows } from "@/lib/monitoring/window-labels";
import { Sparkline } from "../../../charts/sparkline";
import { useText, type Text } from "../../../i18n";
import { Explained } from "../../../ui/explained";
import type { GlossaryTerm } from "../../../ui/glossary-terms";
import { useNotebook } from "../../notebook-context";
import { seriesName } from "../../guide/sentences";

const BRIEF: readonly SeriesName[] = ["drift.share", "drift.prediction", "performance.primary", "service.p95Ms"];
const POINTS = 30;
const EXPLAINS: Partial<Readonly<Record<SeriesName, GlossaryTerm>>> = {
  "drift.share": "drift",
  "drift.prediction": "drift",
  "service.p95Ms": "p95",
};

export interface SeriesListProps {
  readonly windows: readonly MonitorWindow[];
  readonly monitor: Monitor;
  readonly brief: boolean;
  /** The series that the chart draws. */
  readonly drawn: SeriesName | null;
  readonly onDraw: (series: SeriesName) => void;
}

export function SeriesList({ windows, monitor, brief, drawn, onDraw }: SeriesListProps) {
  const text = useText();
  const { t } = text;
  const { document } = useNotebook();
  const goal = document.cells.find((cell) => cell.kind === "goal");
  const metric = goal?.kind === "goal" ? t(`common.metric.${goal.params.metric}`) : undefined;
  return (
    <ul className="grid grid-cols-2 gap-x-8 phone:grid-cols-1">
      {(brief ? BRIEF : SERIES).map((series) => {
        const recent = knownWindows(series, windows).slice(-POINTS);
        const values = recent.map((window) => window.series[series]);
        const name = seriesName(series, text, metric);
        const threshold = monitor.rule.anyOf.find((condition) => condition.series === series)?.threshold ?? null;
        return (
          <li
            key={series}
            data-series={series}
            className="grid min-h-9 grid-cols-[minmax(0,1fr)_7.5rem_4rem] items-center gap-2 border-b border-line text-sm"
          >
            <span className="py-1 leading-tight text-soft">
              {EXPLAINS[series] ? <Explained term={EXPLAINS[series]}>{name}</Explained> : name}
            </span>
            <button
              type="button"
              aria-label={t("monitoring.chart.drawSeries", { name })}
              aria-pressed={series === drawn}
              title={t("monitoring.chart.drawSeries", { name })}
              className="rounded-sm aria-pressed:bg-sunk"
              onClick={() => onDraw(series)}
            >
              <Sparkline name={name} values={values} threshold={threshold} />
            </button>
            <span className="text-right">{seriesValue(series, values.at(-1) ?? null, text)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** A value of a series in its own unit. */
export function seriesValue(series: SeriesName, value: number | null, text: Text): string {
  if (value === null) return "–";
  if (series.endsWith("Share") || series === "drift.share") return text.formatPercent(value, 0);
  if (series === "service.p95Ms") return text.formatDuration(value);
  if (series === "drift.prediction") return text.t(`monitoring.verdicts.${value >= 1 ? "drift" : "stable"}`);
  if (series === "staleness.minutes") return ageText(value, text);
  return text.formatNumber(value, { maximumFractionDigits: 2 });
}

/** Minutes of a world as hours, and as days from two days on. */
function ageText(minutes: number, { t, formatNumber }: Text): string {
  const hours = minutes / 60;
  const write = (value: number) => formatNumber(value, { maximumFractionDigits: 1 });
  return hours < 48 ? t("common.hours", { value: write(hours) }) : t("common.days", { value: write(hours / 24) });
}
