"use client";

import { useCallback } from "react";
import { asId } from "@/lib/ids";
import type { Row } from "@/lib/data/table";
import { deployDiff, type DeployDiff } from "@/lib/notebook/result/deploy-diff";
import type { Endpoint, Route } from "@/lib/serving/endpoint";
import { TrafficBar } from "../../../charts/traffic-bar";
import { RollBack } from "../../../endpoints/roll-back";
import { WorldStopped } from "../../../endpoints/world-stopped";
import { useText } from "../../../i18n";
import { useServices } from "../../../services";
import { useNotebook } from "../../notebook-context";
import { useInputHandle, useStoredById } from "../../use-stored";
import { useWorld } from "../../guide/world-facts";
import { DrawDigit } from "../try/draw-digit";
import { Glance, ResultSkeleton, type ResultProps } from "../result";
import { TryRow } from "../try/try-row";

export function DeployResult({ cell, brief }: ResultProps<"deploy">) {
  const { t } = useText();
  const { endpoint } = useWorld();
  const { serving } = useServices();
  const { guarded } = useNotebook();
  const model = useInputHandle(cell, "model");
  if (!endpoint) return <ResultSkeleton height={90} />;
  const diff = model ? deployDiff(endpoint, model, cell.params.rollout) : null;
  return (
    <div className="flex flex-col gap-4">
      <div>
        <Glance>
          <span className="font-mono">{endpoint.name}</span>
          <span className="text-sm text-soft">{t(`cells.deploy.environments.${endpoint.environment}`)}</span>
        </Glance>
        {diff ? <DiffLine diff={diff} trial={endpoint.routes[1] ?? null} /> : null}
      </div>
      <WorldStopped endpoint={endpoint} onGoOn={() => guarded(() => serving.play(endpoint.id, endpoint.world.speed))} />
      <TrafficBar
        shares={endpoint.routes.map((route, index) => ({
          version: `v${route.modelVersion}`,
          percent: route.percent,
          role: index === 0 ? "champion" : "challenger",
        }))}
      />
      <RollBackButton endpoint={endpoint} />
      {brief ? null : <AskEndpoint endpoint={endpoint} />}
    </div>
  );
}

/** "Serves v2; this notebook would serve v3." */
export function DiffLine({ diff, trial = null }: { readonly diff: DeployDiff; readonly trial?: Route | null }) {
  const { t } = useText();
  const current = diff.kind === "create" ? "" : (diff.serves[0]?.modelVersion ?? "");
  if (trial) {
    const values = { current, next: trial.modelVersion, percent: trial.percent };
    return (
      <p className="text-sm text-waiting" data-testid="deploy-diff">
        {t("cells.deploy.diffTrial", values)}
      </p>
    );
  }
  if (diff.kind === "unchanged") return <p className="text-sm text-soft">{t("cells.deploy.diffSame", { current })}</p>;
  const next = diff.next.at(-1);
  const values = { current, next: next?.modelVersion ?? "", percent: next?.percent ?? 100 };
  const key =
    diff.kind === "create"
      ? "cells.deploy.diffNew"
      : diff.next.length > 1
        ? "cells.deploy.diffChangeCanary"
        : "cells.deploy.diffChange";
  return (
    <p className="text-sm text-waiting" data-testid="deploy-diff">
      {t(key, values)}
    </p>
  );
}

/** One click back. */
export function RollBackButton({ endpoint }: { readonly endpoint: Endpoint }) {
  const { automation, guarded } = useNotebook();
  return <RollBack endpoint={endpoint} onRollBack={(note) => guarded(() => automation.rollback(endpoint.id, note))} />;
}

function AskEndpoint({ endpoint }: { readonly endpoint: Endpoint }) {
  const { serving } = useServices();
  const ask = useCallback((row: Row) => serving.predictEndpoint(endpoint.id, row), [serving, endpoint.id]);
  const digest = endpoint.routes[0]?.packageDigest;
  const made = useStoredById(digest, (stores, id) => stores.packages.getPackage(asId(id)));
  const version = useStoredById(made?.datasetVersionId, (stores, id) => stores.datasets.getVersion(asId(id)));
  if (!made || !version) return null;
  return made.image ? (
    <DrawDigit layout={made.image} made={made} ask={ask} />
  ) : (
    <TryRow made={made} version={version} ask={ask} />
  );
}
