/** What is drawn of a monitor, in words: its name, its unit, and the levels that it is held against. */
import type { MetricName } from "@/lib/data/goal";
import type { Charted, ChartedPoint } from "@/lib/monitoring/charted";
import type { AlertRule } from "@/lib/monitoring/monitor";
import type { Text } from "@/components/i18n";
import type { TimelineLevel } from "../../../charts/timeline";
import { operatorSign, seriesName } from "../../guide/sentences";
import { seriesValue } from "./series-list";

/** The goal of the notebook, where it has one. */
export interface ChartGoal {
  readonly metric: MetricName;
  readonly minimum: number;
}

const SHARES: ReadonlySet<MetricName> = new Set(["accuracy", "f1", "auc"]);

export function chartedName(charted: Charted, text: Text, goal: ChartGoal | null): string {
  const { t } = text;
  if (charted.kind === "series")
    return seriesName(charted.series, text, goal ? t(`common.metric.${goal.metric}`) : undefined);
  const column = charted.column ?? t("monitoring.predictionColumn");
  return t(`monitoring.chart.figureOf.${charted.figure}`, { column });
}

export function chartedValue(charted: Charted, value: number, text: Text): string {
  if (charted.kind === "series") return seriesValue(charted.series, value, text);
  if (charted.figure === "missing" || charted.figure === "unseen") return text.formatPercent(value, 0);
  return text.formatNumber(value, { maximumSignificantDigits: 2 });
}

/** From and to of what cannot lie outside; null where a figure has no bound of its own. */
export function chartedDomain(charted: Charted, goal: ChartGoal | null): readonly [number, number] | null {
  if (charted.kind === "column") return charted.figure === "psi" ? null : [0, 1];
  const { series } = charted;
  if (series.endsWith("Share") || series.startsWith("drift.")) return [0, 1];
  return series === "performance.primary" && goal && SHARES.has(goal.metric) ? [0, 1] : null;
}

export interface LevelFacts {
  readonly charted: Charted;
  readonly rule: AlertRule;
  readonly goal: ChartGoal | null;
  readonly last: ChartedPoint | undefined;
}

/** The levels, each with its own name. */
export function chartedLevels({ charted, rule, goal, last }: LevelFacts, text: Text): readonly TimelineLevel[] {
  const { t } = text;
  const write = (value: number) => chartedValue(charted, value, text);
  if (charted.kind === "column") {
    if (!last || last.limit === null) return [];
    const value = write(last.limit);
    const missing = charted.figure === "missing";
    const name = missing ? t("monitoring.chart.before", { value }) : t("monitoring.chart.limit", { value });
    return [{ name, kind: missing ? "reference" : "threshold", value: last.limit }];
  }
  const alerts = rule.anyOf.filter(({ series }) => series === charted.series);
  const levels = alerts.map(({ operator, threshold }): TimelineLevel => {
    const name = t("monitoring.chart.threshold", { operator: operatorSign(operator), value: write(threshold) });
    return { name, kind: "threshold", value: threshold };
  });
  if (charted.series !== "performance.primary" || !goal) return levels;
  return [
    ...levels,
    { name: t("monitoring.chart.goal", { value: write(goal.minimum) }), kind: "reference", value: goal.minimum },
  ];
}
