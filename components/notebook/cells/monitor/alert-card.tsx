"use client";

/** An alert: one calm sentence, what was learned beside what arrives, the calculation behind a button, and ways on. */
import { useState } from "react";
import type { Alert, ColumnDrift } from "@/lib/monitoring/monitor";
import { useText } from "../../../i18n";
import { useServices } from "../../../services";
import { Badge } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { useNotebook } from "../../notebook-context";
import { useWorld } from "../../guide/world-facts";
import { virtualTimeText } from "../../world/virtual-time";
import { AlertCalculation } from "./alert-calculation";
import { AlertEvidence } from "./alert-evidence";
import { alertHeadline } from "./alert-words";

export interface AlertCardProps {
  readonly alert: Alert;
  readonly earlier: number;
  readonly columns: readonly ColumnDrift[] | undefined;
  readonly metric: string | undefined;
}

export function AlertCard({ alert, earlier, columns, metric }: AlertCardProps) {
  const text = useText();
  const { t } = text;
  const [calculated, setCalculated] = useState(false);
  const [compared, setCompared] = useState(alert.status === "open");
  const open = alert.status === "open";
  return (
    <section
      aria-label={t("monitoring.alert.title")}
      data-testid="alert"
      data-status={alert.status}
      className={`rounded-md border px-4 py-3 ${open ? "border-failed bg-failed-wash" : "border-line bg-sunk"}`}
    >
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{alertHeadline(alert, text, { columns, metric })}</span>
        {open ? null : (
          <Badge>{t(alert.status === "handled" ? "monitoring.alert.handled" : "monitoring.alert.dismissed")}</Badge>
        )}
      </p>
      <p className="text-sm text-soft first-letter:uppercase">
        {t("monitoring.alert.when", { time: virtualTimeText(alert.firedAtMinute, t), version: alert.modelVersion })}{" "}
        {earlier > 0 ? t("monitoring.alert.previous", { count: earlier }) : null}
      </p>
      {compared ? <AlertEvidence alert={alert} /> : null}
      {calculated ? <AlertCalculation alert={alert} metric={metric} /> : null}
      <div className="mt-3 flex flex-wrap gap-2">
        {open ? <AlertAnswers alert={alert} /> : null}
        <Button size="sm" aria-expanded={compared} onClick={() => setCompared(!compared)}>
          {t(compared ? "monitoring.alert.hideCompare" : "monitoring.alert.compare")}
        </Button>
        <Button size="sm" variant="ghost" aria-expanded={calculated} onClick={() => setCalculated(!calculated)}>
          {t(calculated ? "monitoring.alert.hideCalculation" : "monitoring.alert.seeCalculation")}
        </Button>
      </div>
    </section>
  );
}

function AlertAnswers({ alert }: { readonly alert: Alert }) {
  const { t } = useText();
  const { retrain, guarded } = useNotebook();
  const { stores } = useServices();
  const { runs } = useWorld();
  const busy = runs[0] ? ["queued", "running", "waiting", "canary"].includes(runs[0].status) : false;
  const dismissed = { status: "dismissed", pipelineRunId: alert.pipelineRunId } as const;
  return (
    <>
      <Button size="sm" disabled={busy} onClick={() => retrain(alert.id)}>
        {t("monitoring.alert.retrain")}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        disabled={busy}
        onClick={() => guarded(() => stores.monitors.updateAlert(alert.id, dismissed))}
      >
        {t("monitoring.alert.dismiss")}
      </Button>
    </>
  );
}
