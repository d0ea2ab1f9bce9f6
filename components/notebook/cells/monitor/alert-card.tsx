"use client";

/** An alert: one calm sentence with its evidence, and three ways on. */
import { useState } from "react";
import type { Alert } from "@/lib/monitoring/monitor";
import { explainAlert } from "@/lib/monitoring/explain-alert";
import { useText, type Text } from "../../../i18n";
import { useServices } from "../../../services";
import { Badge } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { useNotebook } from "../../notebook-context";
import { operatorSign, seriesName } from "../../guide/sentences";
import { useWorld } from "../../guide/world-facts";
import { AlertCompare, AlertRows } from "./alert-evidence";
import { seriesValue } from "./series-list";

/** "share of drifted columns 0.72 ≥ 0.5 in 3 of 5 windows", led by the worst column where drift is the cause. */
export function alertSentence(alert: Alert, text: Text, metric?: string): string {
  const { t, formatNumber, formatScore } = text;
  const why = explainAlert(alert.evidence);
  const rest = t("monitoring.alert.sentence", {
    series: seriesName(why.series, text, metric),
    value: seriesValue(why.series, why.value, text),
    operator: operatorSign(why.operator),
    threshold: seriesValue(why.series, why.threshold, text),
    m: why.met,
    n: why.windows,
  });
  const worst = why.columns[0];
  if (!worst || worst.score === null || !why.series.startsWith("drift")) return rest;
  return t("monitoring.alert.sentenceColumn", {
    column: worst.column,
    test: t(`monitoring.tests.${worst.test}`),
    value: formatScore(worst.score),
    operator: operatorSign(worst.operator),
    threshold: formatNumber(worst.threshold),
    rest,
  });
}

export function AlertCard({ alert, earlier }: { readonly alert: Alert; readonly earlier: number }) {
  const text = useText();
  const { t } = text;
  const { retrain, guarded } = useNotebook();
  const { stores } = useServices();
  const { runs } = useWorld();
  const [shown, setShown] = useState<"rows" | "compare" | null>(null);
  const open = alert.status === "open";
  const busy = runs[0] ? ["queued", "running", "waiting", "canary"].includes(runs[0].status) : false;
  const why = explainAlert(alert.evidence);
  const toggle = (what: "rows" | "compare") => setShown(shown === what ? null : what);
  return (
    <section
      aria-label={t("monitoring.alert.title")}
      data-testid="alert"
      data-status={alert.status}
      className={`rounded-md border px-4 py-3 ${open ? "border-failed bg-failed-wash" : "border-line bg-sunk"}`}
    >
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{alertSentence(alert, text)}</span>
        {open ? null : (
          <Badge>{t(alert.status === "handled" ? "monitoring.alert.handled" : "monitoring.alert.dismissed")}</Badge>
        )}
      </p>
      <p className="text-sm text-soft">
        {t("monitoring.alert.when", { minute: alert.firedAtMinute, version: alert.modelVersion })}{" "}
        {earlier > 0 ? t("monitoring.alert.previous", { count: earlier }) : null}
      </p>
      <dl className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 text-sm phone:grid-cols-1">
        <dt className="text-faint">{t("monitoring.alert.evidence")}</dt>
        <dd>
          {t("monitoring.alert.formula", {
            m: why.m,
            n: why.n,
            series: seriesName(why.series, text),
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
      </dl>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" aria-expanded={shown === "rows"} onClick={() => toggle("rows")}>
          {t(shown === "rows" ? "monitoring.alert.hideRows" : "monitoring.alert.seeRows")}
        </Button>
        <Button size="sm" aria-expanded={shown === "compare"} onClick={() => toggle("compare")}>
          {t(shown === "compare" ? "monitoring.alert.hideCompare" : "monitoring.alert.compare")}
        </Button>
        {open ? (
          <>
            <Button size="sm" disabled={busy} onClick={() => retrain(alert.id)}>
              {t("monitoring.alert.retrain")}
            </Button>
            <Button
              size="sm"
              variant="ghost"
              disabled={busy}
              onClick={() =>
                guarded(() =>
                  stores.monitors.updateAlert(alert.id, { status: "dismissed", pipelineRunId: alert.pipelineRunId }),
                )
              }
            >
              {t("monitoring.alert.dismiss")}
            </Button>
          </>
        ) : null}
      </div>
      {shown === "rows" ? <AlertRows alert={alert} /> : null}
      {shown === "compare" ? <AlertCompare alert={alert} /> : null}
    </section>
  );
}
