"use client";

/** Windows over simulated time, with marks for what happened. */
import { useMemo } from "react";
import { worldMarks } from "@/lib/monitoring/world-marks";
import { Timeline } from "../../../charts/timeline";
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
    () => (endpoint ? worldMarks({ endpoint, alerts, entries: entries ?? [] }) : []),
    [alerts, entries, endpoint],
  );
  return (
    <Timeline
      name={seriesName(series, text)}
      points={points}
      marks={marks.map((mark) => ({
        id: mark.id,
        x: mark.minute,
        kind: mark.kind,
        label: t("monitoring.timeline.mark", {
          kind: t(`monitoring.timeline.marks.${mark.kind}`),
          minute: mark.minute,
        }),
      }))}
      threshold={monitor?.rule.anyOf.find((condition) => condition.series === series)?.threshold ?? null}
      formatX={(minute) => t("monitoring.trigger.history.minute", { minute: formatNumber(Math.round(minute)) })}
      xLabel={t("common.chart.window")}
      range={range}
      onRange={onRange}
    />
  );
}
