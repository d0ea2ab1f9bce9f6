"use client";

/** Windows over simulated time, with marks for what happened. */
import { useMemo } from "react";
import type { Alert } from "@/lib/monitoring/monitor";
import type { JournalEntry } from "@/lib/journal";
import { Timeline, type TimelineMark } from "../../../charts/timeline";
import { useText } from "../../../i18n";
import { useNotebook } from "../../notebook-context";
import { seriesName } from "../../guide/sentences";
import { useStored } from "../../use-stored";
import { useWorld } from "../../guide/world-facts";

type Range = { readonly from: number; readonly to: number };

export interface MonitorTimelineProps {
  readonly range: Range | null;
  readonly onRange: (range: Range | null) => void;
}

const ENTRIES = 200;

export function MonitorTimeline({ range, onRange }: MonitorTimelineProps) {
  const text = useText();
  const { t, formatNumber } = text;
  const { projectId } = useNotebook();
  const { windows, alerts, monitor, endpoint } = useWorld();
  const entries = useStored((stores) => stores.journal.list(projectId, { limit: ENTRIES }), [projectId]);
  const series = "drift.share";
  const points = useMemo(() => windows.map((window) => ({ x: window.toMinute, y: window.series[series] })), [windows]);
  const marks = useMemo(
    () => (endpoint ? marksOf({ alerts, entries: entries ?? [], modelName: endpoint.modelName }) : []),
    [alerts, entries, endpoint],
  );
  return (
    <Timeline
      name={seriesName(series, text)}
      points={points}
      marks={marks.map((mark) => ({
        ...mark,
        label: t("monitoring.timeline.mark", { kind: t(`monitoring.timeline.marks.${mark.kind}`), minute: mark.x }),
      }))}
      threshold={monitor?.rule.anyOf.find((condition) => condition.series === series)?.threshold ?? null}
      formatX={(minute) => t("monitoring.trigger.history.minute", { minute: formatNumber(Math.round(minute)) })}
      xLabel={t("common.chart.window")}
      range={range}
      onRange={onRange}
    />
  );
}

interface MarkSources {
  readonly alerts: readonly Alert[];
  readonly entries: readonly JournalEntry[];
  readonly modelName: string;
}

function marksOf({ alerts, entries, modelName }: MarkSources): Omit<TimelineMark, "label">[] {
  const journal = entries.flatMap((entry): Omit<TimelineMark, "label">[] => {
    const x = entry.virtualMinute;
    if (x === null) return [];
    if (entry.command === "pipeline-run.start") return [{ id: entry.id, x, kind: "retrain" }];
    if (entry.command !== "alias.set" || entry.details["modelName"] !== modelName) return [];
    if (entry.details["alias"] !== "champion") return [];
    if (entry.details["reason"] === "gate-blessed") return [{ id: entry.id, x, kind: "promotion" }];
    return entry.details["reason"] === "rolled-back" ? [{ id: entry.id, x, kind: "rollback" }] : [];
  });
  return [...alerts.map((alert) => ({ id: alert.id, x: alert.firedAtMinute, kind: "alert" as const })), ...journal];
}
