"use client";

/** One figure of the monitor over the whole of its world's time, with what happened, and a window to look at. */
import { useCallback, useMemo, useState } from "react";
import type { Charted, ChartedPoint } from "@/lib/monitoring/charted";
import { downsample } from "@/lib/monitoring/downsample";
import { historyReader } from "@/lib/monitoring/history";
import type { Monitor, MonitorWindow } from "@/lib/monitoring/monitor";
import { worldMarks } from "@/lib/monitoring/world-marks";
import type { Endpoint } from "@/lib/serving/endpoint";
import { Timeline, type TimelineTime } from "../../../charts/timeline";
import { useText } from "../../../i18n";
import { useNotebook } from "../../notebook-context";
import { useStored } from "../../use-stored";
import { virtualTimeText, worldTicks, worldTickText } from "../../world/virtual-time";
import { chartedDomain, chartedLevels, chartedName, chartedValue, type ChartGoal } from "./chart-words";
import { WindowSlider } from "./window-slider";

export interface MonitorChartProps {
  readonly monitor: Monitor;
  readonly endpoint: Endpoint;
  readonly charted: Charted;
  readonly goal: ChartGoal | null;
  /** The window that is looked at, and whether somebody chose it. */
  readonly looked: MonitorWindow;
  readonly isChosen: boolean;
  readonly newest: number;
  readonly onChoose: (index: number | null) => void;
}

const MOST_POINTS = 360;
const NONE: readonly ChartedPoint[] = [];

export function MonitorChart(props: MonitorChartProps) {
  const { monitor, endpoint, charted, goal, looked, isChosen, newest, onChoose } = props;
  const text = useText();
  const points = useHistory(monitor, charted);
  const time = useWorldTime();
  const marks = useMarks(endpoint);
  const drawn = useMemo(
    () => downsample(points, MOST_POINTS).map(({ toMinute, value }) => ({ x: toMinute, value })),
    [points],
  );
  const [first, last] = [points[0], points.at(-1)];
  const [from, to] = [first?.fromMinute ?? 0, Math.max(last?.toMinute ?? 1, ...marks.map(({ x }) => x))];
  const span = useMemo(() => [from, to] as const, [from, to]);
  const levels = useMemo(
    () => chartedLevels({ charted, rule: monitor.rule, goal, last }, text),
    [charted, monitor.rule, goal, last, text],
  );
  const formatY = useCallback((value: number) => chartedValue(charted, value, text), [charted, text]);
  const domain = useMemo(() => chartedDomain(charted, goal), [charted, goal]);
  if (!first || !last) return null;
  return (
    <div>
      <Timeline
        name={chartedName(charted, text, goal)}
        points={drawn}
        levels={levels}
        marks={marks}
        time={time}
        span={span}
        domain={domain}
        formatY={formatY}
        chosen={isChosen ? looked.toMinute : null}
        onChoose={(x) => onChoose(points.find(({ toMinute }) => toMinute >= x)?.index ?? null)}
      />
      <WindowSlider first={first.index} last={newest} looked={looked} isNewest={!isChosen} onChoose={onChoose} />
    </div>
  );
}

function useHistory(monitor: Monitor, charted: Charted): readonly ChartedPoint[] {
  const [reader] = useState(historyReader);
  const monitorId = monitor.id;
  const read = useStored(
    (stores) => reader.read({ monitors: stores.monitors, monitorId, charted }),
    [monitorId, charted],
  );
  return read ?? NONE;
}

function useWorldTime(): TimelineTime {
  const { t } = useText();
  return useMemo(
    () => ({
      name: t("monitoring.chart.time"),
      text: (minute) => virtualTimeText(minute, t),
      ticks: worldTicks,
      tickText: (minute, isFirst) => worldTickText(minute, isFirst, t),
    }),
    [t],
  );
}

/** The entries about the endpoint and its model; those of the model say who became champion. */
function useMarks(endpoint: Endpoint) {
  const { t } = useText();
  const { projectId } = useNotebook();
  const { id, modelName } = endpoint;
  const entries = useStored(
    async ({ journal }) => {
      const own = await journal.list(projectId, { subject: id });
      return [...own, ...(await journal.list(projectId, { subject: modelName }))];
    },
    [projectId, id, modelName],
  );
  const found = useMemo(() => worldMarks({ endpoint, entries: entries ?? [] }), [endpoint, entries]);
  const key = JSON.stringify(found);
  // The endpoint changes with every minute; what happened to it, hardly ever.
  return useMemo(
    () =>
      (JSON.parse(key) as typeof found).map(({ id: mark, minute, kind }) => ({
        id: mark,
        x: minute,
        kind,
        label: t("monitoring.timeline.mark", {
          kind: t(`monitoring.timeline.marks.${kind}`),
          time: virtualTimeText(minute, t),
        }),
      })),
    [key, t],
  );
}
