"use client";

/** Alerts of an endpoint, newest first. */
import Link from "next/link";
import type { Alert } from "@/lib/monitoring/monitor";
import type { Endpoint } from "@/lib/serving/endpoint";
import { MarkShape } from "../charts/timeline-mark";
import { useText } from "../i18n";
import { alertHeadline } from "../notebook/cells/monitor/alert-words";
import { virtualTimeText } from "../notebook/world/virtual-time";
import { useFacts } from "../shelf/use-facts";
import { Badge } from "../ui/badge";
import { alertColumns, alertSentence } from "./alert-sentence";

export function AlertList({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const alerts = useFacts(({ stores, projectId }) => stores.monitors.listAlerts(projectId, endpoint.id), [endpoint.id]);
  if (!alerts) return null;
  if (alerts.length === 0) return <p className="text-soft">{t("endpoints.noAlerts")}</p>;
  return (
    <ol className="flex flex-col gap-3">
      {alerts.map((alert) => (
        <AlertItem key={alert.id} alert={alert} />
      ))}
    </ol>
  );
}

function AlertItem({ alert }: { readonly alert: Alert }) {
  const text = useText();
  const { t } = text;
  const columns = alertColumns(alert, text);
  return (
    <li className="flex gap-3">
      <span className="pt-0.5">
        <MarkShape kind="alert" />
      </span>
      <div className="min-w-0">
        <p>{alertHeadline(alert, text)}</p>
        <p className="text-sm text-soft">{alertSentence(alert, text)}</p>
        {columns.length > 0 ? <p className="text-sm text-soft">{columns.join(" · ")}</p> : null}
        <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-faint">
          {t("endpoints.alertWhen", { time: virtualTimeText(alert.firedAtMinute, t), version: alert.modelVersion })}
          <Badge tone={alert.status === "open" ? "failed" : "neutral"}>
            {t(`endpoints.alertStatus.${alert.status}`)}
          </Badge>
          {alert.pipelineRunId ? (
            <Link href={`/runs?id=${alert.pipelineRunId}`} className="text-soft underline underline-offset-3">
              {t("endpoints.seeRun")}
            </Link>
          ) : null}
        </p>
      </div>
    </li>
  );
}
