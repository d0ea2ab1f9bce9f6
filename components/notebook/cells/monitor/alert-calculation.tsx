"use client";

/** How an alert was calculated: the rule, what was measured, and the columns that changed most with their tests. */
import { explainAlert, type AlertExplanation } from "@/lib/monitoring/explain-alert";
import type { Alert } from "@/lib/monitoring/monitor";
import { useText } from "../../../i18n";
import { operatorSign, seriesName } from "../../guide/sentences";
import { alertCalculation } from "./alert-words";
import { seriesValue } from "./series-list";

export function AlertCalculation({ alert, metric }: { readonly alert: Alert; readonly metric: string | undefined }) {
  const text = useText();
  const { t } = text;
  const why = explainAlert(alert.evidence);
  return (
    <dl
      data-testid="alert-calculation"
      className="mt-3 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 text-sm phone:grid-cols-1"
    >
      <dt className="text-faint">{t("monitoring.alert.evidence")}</dt>
      <dd>{alertCalculation(alert, text, metric)}</dd>
      <dt className="text-faint">{t("monitoring.alert.rule")}</dt>
      <dd>
        {t("monitoring.alert.formula", {
          m: why.m,
          n: why.n,
          series: seriesName(why.series, text, metric),
          operator: operatorSign(why.operator),
          threshold: seriesValue(why.series, why.threshold, text),
        })}
      </dd>
      <dt className="text-faint">{t("monitoring.alert.values")}</dt>
      <dd>
        {why.points.map((point) => (
          <span key={point.window} className={`mr-3 ${point.met ? "font-medium text-failed" : ""}`}>
            {seriesValue(why.series, point.value, text)}
          </span>
        ))}
      </dd>
      <Tests columns={why.columns} />
    </dl>
  );
}

function Tests({ columns }: Pick<AlertExplanation, "columns">) {
  const { t, formatScore, formatNumber } = useText();
  const tested = columns.filter(({ score }) => score !== null);
  if (tested.length === 0) return null;
  return (
    <>
      <dt className="text-faint">{t("monitoring.alert.columns")}</dt>
      <dd>
        <ul>
          {tested.map(({ column, test, score, operator, threshold }) => (
            <li key={column}>
              {t("monitoring.alert.columnTest", {
                column,
                test: t(`monitoring.tests.${test}`),
                value: formatScore(score),
                operator: operatorSign(operator),
                threshold: formatNumber(threshold),
              })}
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}
