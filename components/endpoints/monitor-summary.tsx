"use client";

/** How the endpoint is doing: one sentence, and a sparkline for every series that has values. */
import { judgeRule } from "@/lib/monitoring/alert";
import { SERIES, type Alert, type Monitor, type MonitorWindow, type SeriesName } from "@/lib/monitoring/monitor";
import { knownWindows } from "@/lib/monitoring/window-labels";
import type { CellStatus } from "@/lib/notebook/result/cell-result";
import type { Endpoint } from "@/lib/serving/endpoint";
import { Sparkline } from "../charts/sparkline";
import { useText, type Text } from "../i18n";
import { seriesValue } from "../notebook/cells/monitor/series-list";
import { seriesName } from "../notebook/guide/sentences";
import { useFacts } from "../shelf/use-facts";
import { StateIcon } from "../ui/state-icon";

const WINDOWS = 30;

interface MonitorFacts {
  readonly monitor: Monitor | null;
  readonly windows: readonly MonitorWindow[];
  readonly open: readonly Alert[];
}

export function MonitorSummary({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const facts = useFacts<MonitorFacts>(
    async ({ stores, projectId }) => {
      const monitor = await stores.monitors.findMonitor(endpoint.id);
      const alerts = await stores.monitors.listAlerts(projectId, endpoint.id);
      return {
        monitor,
        windows: monitor ? await stores.monitors.windows(monitor.id, WINDOWS) : [],
        open: alerts.filter((alert) => alert.status === "open"),
      };
    },
    [endpoint.id],
  );
  if (!facts) return null;
  if (!facts.monitor) return <p className="text-soft">{t("endpoints.noMonitor")}</p>;
  return (
    <div className="flex flex-col gap-4">
      <StateSentence monitor={facts.monitor} windows={facts.windows} open={facts.open.length} />
      <SeriesList monitor={facts.monitor} windows={facts.windows} />
    </div>
  );
}

interface StateSentenceProps {
  readonly monitor: Monitor;
  readonly windows: readonly MonitorWindow[];
  readonly open: number;
}

function StateSentence({ monitor, windows, open }: StateSentenceProps) {
  const words = useText();
  const [status, sentence] = stateOf({ monitor, windows, open }, words);
  return (
    <p role="status" className="flex items-center gap-2">
      <StateIcon status={status} decorative />
      {sentence}
    </p>
  );
}

function stateOf({ monitor, windows, open }: StateSentenceProps, words: Text): readonly [CellStatus, string] {
  const { t } = words;
  if (open > 0) return ["failed", t("endpoints.alerting", { count: open })];
  if (windows.length === 0) return ["queued", t("endpoints.noWindows")];
  const said = judgeRule(monitor.rule, windows, monitor.sinceMinute);
  if (said.verdict !== "not-enough-data") return ["done", t("endpoints.calm", { count: windows.length })];
  const { judged, needed } = said;
  return ["queued", t("monitoring.state.notEnough", { series: seriesName(said.series, words), judged, needed })];
}

interface SeriesListProps {
  readonly monitor: Monitor;
  readonly windows: readonly MonitorWindow[];
}

function SeriesList({ monitor, windows }: SeriesListProps) {
  const text = useText();
  const { t } = text;
  const shown = SERIES.filter((series) => windows.some((window) => window.series[series] !== null));
  if (shown.length === 0) return null;
  return (
    <ul className="grid grid-cols-2 gap-x-8 narrow:grid-cols-1">
      {shown.map((series) => {
        const values = knownWindows(series, windows).map((window) => window.series[series]);
        const value = values.at(-1) ?? null;
        return (
          <li key={series} className="flex items-center justify-between gap-3 border-b border-line py-1.5">
            <span className="min-w-0 py-1 text-sm leading-tight text-soft">{seriesName(series, text)}</span>
            <span className="flex items-center gap-3">
              <Sparkline name={seriesName(series, text)} values={values} threshold={thresholdOf(monitor, series)} />
              <span className="w-16 text-right">
                {value === null ? t("common.chart.noValue") : seriesValue(series, value, text)}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function thresholdOf(monitor: Monitor, series: SeriesName): number | null {
  return monitor.rule.anyOf.find((condition) => condition.series === series)?.threshold ?? null;
}
