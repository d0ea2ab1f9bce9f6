/** An alert in plain words; its calculation is written elsewhere. */
import { explainAlert } from "@/lib/monitoring/explain-alert";
import { datasetDrift } from "@/lib/monitoring/drift/dataset-drift";
import type { Alert, ColumnDrift } from "@/lib/monitoring/monitor";
import type { Text } from "@/components/i18n";
import { operatorSign, seriesName } from "../../guide/sentences";
import { seriesValue } from "./series-list";

export interface HeadlineFacts {
  /** Columns of the window that fired, where it is at hand. */
  readonly columns?: readonly ColumnDrift[] | undefined;
  /** The goal's metric in words. */
  readonly metric?: string | undefined;
}

/** What happened, as one would say it to a person: "What arrives no longer looks like what was learned: all 64 columns changed." */
export function alertHeadline(alert: Alert, text: Text, { columns = [], metric }: HeadlineFacts = {}): string {
  const { t } = text;
  const { series, value, threshold } = explainAlert(alert.evidence);
  const said = seriesValue(series, value, text);
  const limit = seriesValue(series, threshold, text);
  const name = seriesName(series, text, metric);
  if (series === "performance.primary") {
    return t("monitoring.headline.performance", { metric: metric ?? t("monitoring.primary"), value: said, limit });
  }
  if (series !== "drift.share") return t(`monitoring.headline.${HEADLINES[series]}`, { value: said, limit, name });
  const { drifted, counted } = datasetDrift(columns);
  if (drifted === 0) return t("monitoring.headline.columnsShare", { value: said });
  return drifted === counted
    ? t("monitoring.headline.columnsAll", { count: counted })
    : t("monitoring.headline.columns", { drifted, counted });
}

const HEADLINES = {
  "drift.prediction": "answers",
  "quality.missingShare": "missing",
  "quality.violationShare": "strange",
  "service.errorShare": "errors",
  "service.p95Ms": "slow",
  "service.requestsPerMinute": "limit",
  "staleness.minutes": "limit",
} as const;

/** "share of drifted columns 72 % ≥ 50 % in 3 of 5 windows". */
export function alertCalculation(alert: Alert, text: Text, metric?: string): string {
  const why = explainAlert(alert.evidence);
  return text.t("monitoring.alert.sentence", {
    series: seriesName(why.series, text, metric),
    value: seriesValue(why.series, why.value, text),
    operator: operatorSign(why.operator),
    threshold: seriesValue(why.series, why.threshold, text),
    m: why.met,
    n: why.windows,
  });
}
