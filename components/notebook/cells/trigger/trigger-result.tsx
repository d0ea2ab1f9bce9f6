"use client";

import { RefreshCw } from "lucide-react";
import { useText } from "../../../i18n";
import type { EndpointId } from "@/lib/ids";
import { BY_PERSON } from "@/lib/journal";
import { ACTIVE_STATUSES } from "@/lib/pipeline/pipeline-context";
import { wakeTrigger } from "@/lib/pipeline/rollback";
import { useServices } from "../../../services";
import { Button } from "../../../ui/button";
import { ErrorNote } from "../../../ui/error-note";
import { useNotebook } from "../../notebook-context";
import { useStored, useStoredById } from "../../use-stored";
import { useWorld } from "../../guide/world-facts";
import { ChampionHistory } from "../register/champion-history";
import { RollBackButton } from "../deploy/deploy-result";
import { PipelineRunCard } from "./pipeline-run-card";
import { Glance, ResultSkeleton, type ResultProps } from "../result";

export function TriggerResult({ cell }: ResultProps<"trigger">) {
  const { t, formatDate } = useText();
  const { retrain } = useNotebook();
  const { endpoint, runs } = useWorld();
  const trigger = useStored(
    async (stores) => (endpoint ? stores.triggers.findTrigger(endpoint.id) : null),
    [endpoint?.id],
  );
  const published = useStoredById(endpoint?.pipelineVersionId, (stores, id) =>
    stores.pipelines.getPipelineVersion(id as never),
  );
  if (!endpoint || !trigger) return <ResultSkeleton height={120} />;
  const [run] = runs;
  const busy = run !== undefined && ACTIVE_STATUSES.has(run.status);
  const by = run ? t(run.trigger === "alert" ? "monitoring.trigger.byAlert" : "monitoring.trigger.byPerson") : "";
  return (
    <div className="flex flex-col gap-4">
      <div>
        <Glance>
          {t(
            trigger.paused
              ? "monitoring.trigger.paused"
              : cell.params.mode === "manual"
                ? "monitoring.trigger.armedManual"
                : "monitoring.trigger.armed",
          )}
        </Glance>
        <p className="text-sm text-soft">
          {run
            ? `${t("monitoring.trigger.lastFiring", { when: formatDate(run.startedAtMs) })}, ${by}.`
            : t("monitoring.trigger.neverFired")}{" "}
          {published
            ? t("monitoring.trigger.publishNote", { version: String(published.version) })
            : t("monitoring.trigger.notPublished")}
        </p>
      </div>
      {trigger.paused ? <Paused endpointId={endpoint.id} /> : null}
      {trigger.error ? <ErrorNote error={trigger.error} onRetry={() => retrain()} /> : null}
      {run ? <PipelineRunCard run={run} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          size="sm"
          disabled={busy || endpoint.pipelineVersionId === null}
          icon={<RefreshCw aria-hidden size={14} />}
          onClick={() => retrain()}
        >
          {t("monitoring.trigger.retrainNow")}
        </Button>
        {busy ? <p className="text-sm text-faint">{t("monitoring.trigger.busy")}</p> : null}
      </div>
      <RollBackButton endpoint={endpoint} />
      <ChampionHistory modelName={endpoint.modelName} />
    </div>
  );
}

/** A person went back: the trigger waits for a word before it retrains again. */
function Paused({ endpointId }: { readonly endpointId: EndpointId }) {
  const { t } = useText();
  const services = useServices();
  const { guarded } = useNotebook();
  return (
    <p
      role="note"
      data-testid="trigger-paused"
      className="flex flex-wrap items-center gap-3 rounded-md bg-sunk px-3 py-2"
    >
      <span>{t("monitoring.trigger.pausedWhy")}</span>
      <Button size="sm" onClick={() => guarded(() => wakeTrigger(services, endpointId, BY_PERSON))}>
        {t("monitoring.trigger.wake")}
      </Button>
    </p>
  );
}
