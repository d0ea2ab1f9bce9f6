"use client";

/** The newest requests of an endpoint: what it answered, the truth where it has come, and what was wrong with the question. */
import { useMemo, useState } from "react";
import type { ModelVersion } from "@/lib/registry/registered-model";
import type { Endpoint, PredictionRecord } from "@/lib/serving/endpoint";
import { findingsOf, type Finding } from "@/lib/serving/findings";
import { useText, type Text } from "../i18n";
import { virtualTimeText } from "../notebook/world/virtual-time";
import { useServices, type AppServices } from "../services";
import { useLive } from "../use-live";
import { Button } from "../ui/button";
import { DataTable, type DataColumn } from "../ui/data-table";

const SHOWN = 30;
const SHOWN_FINDINGS = 3;

interface LoggedRequest {
  readonly record: PredictionRecord;
  readonly findings: readonly Finding[];
}

/** Closed until it is asked for: a world at full speed writes many minutes a second. */
export function RequestLog({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? "endpoints.log.hide" : "endpoints.log.show")}
      </Button>
      {open ? <Requests endpoint={endpoint} /> : null}
    </div>
  );
}

function Requests({ endpoint }: { readonly endpoint: Endpoint }) {
  const text = useText();
  const { t } = text;
  const services = useServices();
  const { id, modelName, world } = endpoint;
  const { minute, requestsPerMinute } = world;
  const requests = useLive(
    () => newest(services, endpoint, minute - Math.ceil(SHOWN / Math.max(1, requestsPerMinute))),
    [services, id, modelName, minute, requestsPerMinute],
  );
  const columns = useMemo(() => columnsOf(text, minute), [text, minute]);
  if (!requests) return null;
  return (
    <div className="mt-3">
      <DataTable
        label={t("endpoints.log.title")}
        rows={requests}
        columns={columns}
        rowId={({ record }) => String(record.sequence)}
        empty={t("endpoints.log.empty")}
      />
    </div>
  );
}

/** Newest first; what was wrong with a question is read by the model that answered it. */
async function newest({ stores, projectId }: AppServices, endpoint: Endpoint, after: number) {
  const batches = await stores.endpoints.batches(endpoint.id, Math.max(1, after), endpoint.world.minute + 1);
  const records = batches
    .flatMap((batch) => batch.records)
    .slice(-SHOWN)
    .reverse();
  const versions = await stores.registry.listModelVersions(projectId, endpoint.modelName);
  const answeredBy = new Set(records.map(({ modelVersion }) => modelVersion));
  const answering = versions.filter(({ version }) => answeredBy.has(version));
  const readers = await Promise.all(answering.map((version) => readerOf(stores, version)));
  const byVersion = new Map(readers.flatMap((reader) => (reader ? [[reader.version, reader] as const] : [])));
  return records.map((record): LoggedRequest => {
    const reader = byVersion.get(record.modelVersion);
    return { record, findings: reader ? findingsOf(record.inputs, reader.signature, reader.features) : [] };
  });
}

/** What a version reads of a request; null where its package or recipe cannot be read any more: its requests are listed all the same. */
async function readerOf(stores: AppServices["stores"], { version, packageDigest }: ModelVersion) {
  try {
    const { signature, recipeId } = await stores.packages.getPackage(packageDigest);
    return { version, signature, features: (await stores.recipes.getRecipe(recipeId)).fitted.features };
  } catch {
    return null;
  }
}

function columnsOf({ t, formatPercent }: Text, minute: number): readonly DataColumn<LoggedRequest>[] {
  return [
    {
      id: "request",
      header: t("endpoints.log.request"),
      value: ({ record }) => record.sequence + 1,
    },
    {
      id: "time",
      header: t("endpoints.log.time"),
      value: ({ record }) => record.minute,
      render: ({ record }) => virtualTimeText(record.minute, t),
    },
    {
      id: "answer",
      header: t("endpoints.log.answer"),
      value: ({ record }) => record.prediction,
      render: ({ record: { prediction, confidence, error } }) => {
        if (error) return t(`errors.${error}`);
        return confidence === null ? String(prediction) : `${String(prediction)} (${formatPercent(confidence, 0)})`;
      },
    },
    {
      id: "truth",
      header: t("endpoints.log.truth"),
      value: ({ record }) => (record.labelMinute <= minute ? record.label : null),
      render: ({ record: { label, labelMinute } }) => {
        if (labelMinute > minute) return t("endpoints.log.notYet");
        return label === null ? t("endpoints.log.never") : String(label);
      },
    },
    { id: "version", header: t("endpoints.log.version"), value: ({ record }) => `v${record.modelVersion}` },
    {
      id: "question",
      header: t("endpoints.log.question"),
      value: ({ findings }) => findings.length,
      render: ({ findings }) => <Findings findings={findings} />,
    },
  ];
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { t, formatNumber } = useText();
  const more = findings.length - SHOWN_FINDINGS;
  return (
    <ul className="text-sm">
      {findings.slice(0, SHOWN_FINDINGS).map(({ column, kind, value }) => (
        <li key={`${column} ${kind}`}>
          {t(`cells.tryRow.findings.${kind}`, {
            column,
            value: typeof value === "number" ? formatNumber(value) : (value ?? ""),
          })}
        </li>
      ))}
      {more > 0 ? <li className="text-faint">{t("endpoints.log.more", { count: more })}</li> : null}
    </ul>
  );
}
