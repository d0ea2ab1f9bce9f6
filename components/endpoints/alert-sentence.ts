/** An alert as one calm sentence with its evidence: both operands, the threshold, and in how many windows. */
import type { Alert } from "@/lib/monitoring/monitor";
import { explainAlert } from "@/lib/monitoring/explain-alert";
import { operatorSign, seriesName, type Words } from "../notebook/guide/sentences";

/** "share of drifted columns 0.62 ≥ 0.5 in 3 of 5 windows". */
export function alertSentence(alert: Alert, words: Words): string {
  const { series, value, operator, threshold, met, n } = explainAlert(alert.evidence);
  return words.t("endpoints.alertSentence", {
    series: seriesName(series, words),
    value: value === null ? words.t("common.chart.noValue") : words.formatNumber(value),
    operator: operatorSign(operator),
    threshold: words.formatNumber(threshold),
    met,
    n,
  });
}

/** The columns behind an alert: "age: PSI 0.31 > 0.2". */
export function alertColumns(alert: Alert, words: Words): readonly string[] {
  return explainAlert(alert.evidence).columns.flatMap(({ column, test, score, operator, threshold }) =>
    score === null
      ? []
      : [
          words.t("endpoints.alertColumn", {
            column,
            test: words.t(`monitoring.tests.${test}`),
            value: words.formatNumber(score),
            operator: operatorSign(operator),
            threshold: words.formatNumber(threshold),
          }),
        ],
  );
}
