"use client";

/** One endpoint: its traffic, a row to try, what the monitor saw, and its alerts. */
import Link from "next/link";
import type { Endpoint } from "@/lib/serving/endpoint";
import { TrafficBar } from "../charts/traffic-bar";
import { useText } from "../i18n";
import { virtualTimeText } from "../notebook/world/virtual-time";
import { useServices } from "../services";
import { MadeBy } from "../shelf/made-by";
import { useFacts } from "../shelf/use-facts";
import { DeleteRow } from "../trash/delete-row";
import { Badge } from "../ui/badge";
import { KeyValue } from "../ui/key-value";
import { Section } from "../ui/section";
import { Explained } from "../ui/explained";
import { AlertList } from "./alert-list";
import { MonitorSummary } from "./monitor-summary";
import { RequestLog } from "./request-log";
import { RollBackButton } from "./roll-back-button";
import { routesText, trafficShares } from "./traffic-shares";
import { TryEndpoint } from "./try-endpoint";
import { WorldStopped } from "./world-stopped";

export function EndpointDetail({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const { serving } = useServices();
  const { previousRoutes, routedAtMinute } = endpoint;
  return (
    <article aria-label={endpoint.name}>
      <header className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex items-center gap-3 text-lg font-semibold">
          <span className="font-mono">{endpoint.name}</span>
          <Badge>{t(`endpoints.environments.${endpoint.environment}`)}</Badge>
        </h2>
        <MadeBy id={endpoint.id} />
      </header>
      <Section title={t("endpoints.traffic")} level={3}>
        <WorldStopped endpoint={endpoint} onGoOn={() => void serving.play(endpoint.id, endpoint.world.speed)} />
        <TrafficBar shares={trafficShares(endpoint.routes)} />
        <p className="mt-2 text-sm text-faint">
          {t("endpoints.routedSince", { time: virtualTimeText(routedAtMinute, t) })}
          {previousRoutes.length > 0 ? ` · ${t("endpoints.previously", { routes: routesText(previousRoutes) })}` : ""}
        </p>
        <div className="mt-3">
          <RollBackButton endpoint={endpoint} />
        </div>
      </Section>
      <Section title={t("endpoints.try")} level={3}>
        <TryEndpoint endpoint={endpoint} />
      </Section>
      <Section title={t("endpoints.monitor")} level={3}>
        <MonitorSummary endpoint={endpoint} />
      </Section>
      <Section title={<Explained term="alert">{t("endpoints.alerts")}</Explained>} level={3}>
        <AlertList endpoint={endpoint} />
      </Section>
      <Section title={t("endpoints.log.title")} level={3}>
        <RequestLog endpoint={endpoint} />
      </Section>
      <EndpointFacts endpoint={endpoint} />
      <DeleteRow
        listHref="/endpoints"
        things={[{ thing: { kind: "endpoint", id: endpoint.id }, name: endpoint.name }]}
      />
    </article>
  );
}

function EndpointFacts({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t, formatDate } = useText();
  const trigger = useFacts(({ stores }) => stores.triggers.findTrigger(endpoint.id), [endpoint.id]);
  const { world, modelName } = endpoint;
  return (
    <Section title={t("endpoints.facts")} level={3}>
      <KeyValue
        items={[
          {
            key: "model",
            label: t("endpoints.model"),
            value: (
              <Link href={`/models?name=${encodeURIComponent(modelName)}`} className="underline underline-offset-3">
                {modelName}
              </Link>
            ),
          },
          {
            key: "clock",
            label: t("endpoints.clock"),
            value: `${virtualTimeText(world.minute, t)}, ${t(world.playing ? "endpoints.playing" : "endpoints.paused")}`,
          },
          {
            key: "pipeline",
            label: t("endpoints.pipeline"),
            value: t(endpoint.pipelineVersionId ? "endpoints.published" : "endpoints.notPublished"),
          },
          {
            key: "trigger",
            label: t("endpoints.trigger"),
            value: t(`endpoints.triggerModes.${trigger?.mode ?? "none"}`),
          },
          { key: "created", label: t("endpoints.created"), value: formatDate(endpoint.createdAtMs) },
        ]}
      />
    </Section>
  );
}
