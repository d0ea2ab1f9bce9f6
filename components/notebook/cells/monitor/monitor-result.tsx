"use client";

import { useState } from "react";
import { judgeRule } from "@/lib/monitoring/alert";
import type { Alert, RuleVerdict } from "@/lib/monitoring/monitor";
import { nextWindow, windowMinutes } from "@/lib/monitoring/window-span";
import { countedWindows, nextWindowSeconds, towardsAlert } from "@/lib/guide/next-action";
import { useText, type Text } from "../../../i18n";
import { StateIcon } from "../../../ui/state-icon";
import { useNotebook } from "../../notebook-context";
import { seriesName } from "../../guide/sentences";
import { useWorld } from "../../guide/world-facts";
import { AlertCard, alertSentence } from "./alert-card";
import { DriftTable } from "./drift-table";
import { MonitorReport } from "./monitor-report";
import { MonitorTimeline } from "./monitor-timeline";
import { Glance, ResultSkeleton, type ResultProps } from "../result";
import { SeriesList } from "./series-list";

export function MonitorResult({ brief }: ResultProps<"monitor">) {
  const { monitor, windows, alerts } = useWorld();
  const [range, setRange] = useState<{ from: number; to: number } | null>(null);
  if (!monitor) return <ResultSkeleton height={180} />;
  const [alert, ...earlier] = alerts;
  const shown = range ? windows.filter((w) => w.toMinute >= range.from && w.fromMinute <= range.to) : windows;
  const last = shown.at(-1) ?? windows.at(-1);
  return (
    <div className="flex flex-col gap-4">
      <MonitorState />
      {alert ? <AlertCard alert={alert} earlier={earlier.length} /> : null}
      <SeriesList windows={shown} monitor={monitor} brief={brief} />
      {windows.length > 0 ? <MonitorTimeline range={range} onRange={setRange} /> : null}
      {last && !brief ? <DriftTable window={last} /> : null}
      {last && !brief ? <MonitorReport monitor={monitor} window={last} /> : null}
    </div>
  );
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
  const metric = goal?.kind === "goal" ? t(`common.metric.${goal.params.metric}`) : undefined;
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
  if (open) return t("monitoring.state.alert", { sentence: alertSentence(open, text, metric) });
  if (windows === 0) return t("monitoring.state.waiting", { count: done, needed });
  if (near.seen > 0 && near.series) {
    const series = seriesName(near.series, text, metric);
    return t("monitoring.state.suspicious", { series, seen: near.seen, needed: near.needed });
  }
  if (said.verdict !== "not-enough-data") return t("monitoring.state.calm", { count: windows });
  const series = seriesName(said.series, text, metric);
  return t("monitoring.state.notEnough", { series, judged: said.judged, needed: said.needed });
}
