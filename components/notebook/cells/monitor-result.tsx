"use client";

import { useState } from "react";
import { windowMinutes } from "@/lib/monitoring/window-span";
import { nextWindowSeconds, towardsAlert } from "@/lib/notebook/next-action";
import { useText } from "../../i18n";
import { StateIcon } from "../../ui/state-icon";
import { useNotebook } from "../notebook-context";
import { useWorld } from "../world-facts";
import { AlertCard, alertSentence } from "./alert-card";
import { DriftTable } from "./drift-table";
import { MonitorTimeline } from "./monitor-timeline";
import { Glance, ResultSkeleton, type ResultProps } from "./result";
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
  const counted = windows.filter((window) => window.fromMinute >= monitor.sinceMinute);
  const seconds = nextWindowSeconds({ ...world, tried: true });
  const needed = monitor.windowRows;
  const minutes = windowMinutes(needed, endpoint.world.requestsPerMinute);
  const start = Math.max(windows.at(-1)?.toMinute ?? 1, monitor.sinceMinute) - 1;
  const done = Math.min(needed, Math.max(0, Math.round(((endpoint.world.minute - start) / minutes) * needed)));
  const goal = document.cells.find((cell) => cell.kind === "goal");
  const metric = goal?.kind === "goal" ? t(`cells.metrics.${goal.params.metric}`) : undefined;
  const near = towardsAlert(monitor.rule, counted);
  const first = monitor.rule.anyOf[0];
  const sentence = open
    ? t("monitoring.state.alert", { sentence: alertSentence(open, text, metric) })
    : counted.length === 0
      ? t("monitoring.state.waiting", { count: done, needed })
      : near.seen > 0 && first
        ? t("monitoring.state.suspicious", {
            series: t("monitoring.groups.drift"),
            seen: near.seen,
            needed: near.needed,
          })
        : t("monitoring.state.calm", { count: counted.length });
  return (
    <div data-testid="monitor-state" data-windows={counted.length} data-alert={open ? "" : undefined}>
      <Glance>
        <StateIcon status={open ? "failed" : counted.length === 0 ? "queued" : "done"} decorative />
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
