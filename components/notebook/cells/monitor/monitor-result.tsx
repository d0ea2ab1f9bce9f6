"use client";

import { useState } from "react";
import { judgeRule } from "@/lib/monitoring/alert";
import type { Charted } from "@/lib/monitoring/charted";
import type { Alert, Monitor, MonitorWindow, RuleVerdict } from "@/lib/monitoring/monitor";
import { nextWindow, windowMinutes } from "@/lib/monitoring/window-span";
import { countedWindows, nextWindowSeconds, towardsAlert } from "@/lib/guide/next-action";
import { useText, type Text } from "../../../i18n";
import { StateIcon } from "../../../ui/state-icon";
import { useNotebook } from "../../notebook-context";
import { seriesName } from "../../guide/sentences";
import { useWorld } from "../../guide/world-facts";
import { useStored } from "../../use-stored";
import { virtualTimeText } from "../../world/virtual-time";
import { AlertCard } from "./alert-card";
import { ChartChoice } from "./chart-choice";
import { DriftTable } from "./drift-table";
import { MonitorChart } from "./monitor-chart";
import { MonitorReport } from "./monitor-report";
import { Glance, ResultSkeleton, type ResultProps } from "../result";
import { SeriesList } from "./series-list";
import { WindowNote } from "./window-note";

export function MonitorResult({ brief }: ResultProps<"monitor">) {
  const { t } = useText();
  const { document } = useNotebook();
  const { monitor, endpoint, windows, alerts } = useWorld();
  const [asked, setAsked] = useState<Charted | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const looked = useWindow(monitor, windows, chosen);
  if (!monitor || !endpoint) return <ResultSkeleton height={180} />;
  const [alert, ...earlier] = alerts;
  const goal = document.cells.find((cell) => cell.kind === "goal")?.params ?? null;
  const metric = goal ? t(`common.metric.${goal.metric}`) : undefined;
  const charted = asked ?? usualChart(alert);
  const columns = looked?.columns.map(({ column }) => column) ?? [];
  const fired = windows.find(({ index }) => index === alert?.windowIndex);
  return (
    <div className="flex flex-col gap-4">
      <MonitorState />
      {alert ? (
        <AlertCard key={alert.id} alert={alert} earlier={earlier.length} columns={fired?.columns} metric={metric} />
      ) : null}
      <SeriesList
        windows={windows}
        monitor={monitor}
        brief={brief}
        drawn={charted.kind === "series" ? charted.series : null}
        onDraw={(series) => setAsked({ kind: "series", series })}
      />
      {looked ? (
        <div className="flex flex-col gap-2">
          <ChartChoice charted={charted} columns={columns} goal={goal} onChange={setAsked} />
          <MonitorChart
            {...{ monitor, endpoint, charted, goal, looked }}
            isChosen={chosen !== null}
            newest={windows.at(-1)?.index ?? looked.index}
            onChoose={setChosen}
          />
        </div>
      ) : null}
      {looked ? <WindowNote window={looked} /> : null}
      {looked && !brief ? <DriftTable window={looked} /> : null}
      {looked && !brief ? <MonitorReport monitor={monitor} window={looked} /> : null}
    </div>
  );
}

/** What an open alert is about; else the share of columns that changed. */
function usualChart(alert: Alert | undefined): Charted {
  const series = alert?.status === "open" ? alert.evidence.condition.series : "drift.share";
  return { kind: "series", series };
}

/** The chosen window, wherever it is stored; the newest where none is chosen. */
function useWindow(
  monitor: Monitor | null,
  windows: readonly MonitorWindow[],
  chosen: number | null,
): MonitorWindow | undefined {
  const near = chosen === null ? windows.at(-1) : windows.find(({ index }) => index === chosen);
  const isFar = monitor !== null && chosen !== null && !near;
  const monitorId = monitor?.id;
  const far = useStored(
    async (stores) => (isFar && monitorId ? stores.monitors.windows(monitorId, 1, chosen + 1) : []),
    [monitorId, isFar, chosen],
  );
  return near ?? far?.at(-1) ?? windows.at(-1);
}

/** The state in one sentence. */
function MonitorState() {
  const text = useText();
  const { t } = text;
  const { document } = useNotebook();
  const world = useWorld();
  const { endpoint, monitor, windows, alerts } = world;
  if (!endpoint || !monitor) return null;
  const open = alerts.find((alert) => alert.status === "open");
  const counted = countedWindows(monitor, windows);
  const seconds = nextWindowSeconds(world);
  const needed = monitor.windowRows;
  const { minute, requestsPerMinute } = endpoint.world;
  const minutes = windowMinutes(needed, requestsPerMinute);
  const { fromMinute } = nextWindow({ minute, sinceMinute: monitor.sinceMinute, minutes });
  const done = Math.min(needed, Math.max(0, (minute - fromMinute + 1) * requestsPerMinute));
  const goal = document.cells.find((cell) => cell.kind === "goal");
  const metric = goal ? t(`common.metric.${goal.params.metric}`) : undefined;
  const near = towardsAlert(monitor.rule, counted);
  const said = judgeRule(monitor.rule, counted);
  const sentence = stateSentence({ open, windows: counted.length, done, needed, near, said }, text, metric);
  return (
    <div data-testid="monitor-state" data-windows={counted.length} data-alert={open ? "" : undefined}>
      <Glance>
        <StateIcon status={open ? "failed" : said.verdict === "not-enough-data" ? "queued" : "done"} decorative />
        <span role="status" className="min-w-0 flex-1">
          {sentence}
        </span>
      </Glance>
      <p className="text-sm text-faint">
        {seconds === null
          ? t("monitoring.nextWindowPaused", { done, needed })
          : t("monitoring.nextWindow", { done, needed, seconds: Math.ceil(seconds) })}
      </p>
    </div>
  );
}

interface StateFacts {
  readonly open: Alert | undefined;
  readonly windows: number;
  /** Rows of the window under way, of those it needs. */
  readonly done: number;
  readonly needed: number;
  readonly near: ReturnType<typeof towardsAlert>;
  readonly said: RuleVerdict;
}

function stateSentence({ open, windows, done, needed, near, said }: StateFacts, text: Text, metric?: string): string {
  const { t } = text;
  if (open) return t("monitoring.state.alert", { time: virtualTimeText(open.firedAtMinute, t) });
  if (windows === 0) return t("monitoring.state.waiting", { count: done, needed });
  if (near.seen > 0 && near.series) {
    const series = seriesName(near.series, text, metric);
    return t("monitoring.state.suspicious", { series, seen: near.seen, needed: near.needed });
  }
  if (said.verdict !== "not-enough-data") return t("monitoring.state.calm", { count: windows });
  const series = seriesName(said.series, text, metric);
  return t("monitoring.state.notEnough", { series, judged: said.judged, needed: said.needed });
}
