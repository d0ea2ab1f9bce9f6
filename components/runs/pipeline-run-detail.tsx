"use client";

/** One pipeline run: why it started, how far it came, what the gate said, how it ended. */
import Link from "next/link";
import type { DatasetVersionId } from "@/lib/ids";
import type { PipelineRun } from "@/lib/pipeline/pipeline";
import { alertSentence } from "../endpoints/alert-sentence";
import { useText } from "../i18n";
import { virtualTimeText } from "../notebook/world/virtual-time";
import { useFacts } from "../shelf/use-facts";
import { DeleteRow } from "../trash/delete-row";
import { ErrorNote } from "../ui/error-note";
import { KeyValue } from "../ui/key-value";
import { OutputChip } from "../ui/output-chip";
import { Section } from "../ui/section";
import { Explained } from "../ui/explained";
import { StateIcon } from "../ui/state-icon";
import { CellResults } from "./cell-results";
import { GateTable } from "./gate-table";
import { PhaseStrip } from "./phase-strip";
import { runShape } from "./run-phases";

export interface PipelineRunDetailProps {
  readonly run: PipelineRun;
  readonly name: string;
}

export function PipelineRunDetail({ run, name }: PipelineRunDetailProps) {
  const { t } = useText();
  const { canary } = run;
  return (
    <article aria-label={name}>
      <header className="mb-4">
        <h2 className="text-lg font-semibold">{name}</h2>
        <p role="status" className="mt-1 flex items-center gap-2">
          <StateIcon status={runShape(run)} decorative />
          {run.outcome ? t(`runs.outcomes.${run.outcome}`) : t(`runs.statuses.${run.status}`)}
        </p>
      </header>
      {run.error ? (
        <div className="flex flex-col gap-1">
          <p>{t("runs.failedIn", { phase: t(`runs.phase.${run.phase}`) })}</p>
          <ErrorNote error={run.error} />
        </div>
      ) : null}
      <Section title={t("runs.phases")} level={3}>
        <PhaseStrip run={run} />
        {canary ? (
          <p className="mt-3 text-soft">
            <Explained term="canary">{t("runs.canary")}</Explained>:{" "}
            {t("runs.canaryProgress", {
              seen: canary.seen,
              needed: canary.needed,
              time: virtualTimeText(canary.sinceMinute, t),
            })}
          </p>
        ) : null}
      </Section>
      <RunFacts run={run} />
      <Section title={<Explained term="gate">{t("runs.gate")}</Explained>} level={3}>
        {run.gate ? <GateTable gate={run.gate} /> : <p className="text-soft">{t("runs.noGate")}</p>}
      </Section>
      <Section title={t("runs.cells")} level={3}>
        <CellResults run={run} />
      </Section>
      <DeleteRow listHref="/runs" things={[{ thing: { kind: "pipeline-run", id: run.id }, name }]} />
    </article>
  );
}

function RunFacts({ run }: { readonly run: PipelineRun }) {
  const { t, formatDate, formatDuration } = useText();
  const facts = useFacts(
    async ({ stores, projectId }) => ({
      pipeline: await stores.pipelines.getPipelineVersion(run.pipelineVersionId),
      endpoint: (await stores.endpoints.listEndpoints(projectId)).find((found) => found.id === run.endpointId) ?? null,
    }),
    [run.pipelineVersionId, run.endpointId],
  );
  const training = [...new Set(Object.values(run.overrides))];
  return (
    <Section title={t("data.facts")} level={3}>
      <KeyValue
        items={[
          { key: "trigger", label: t("runs.trigger"), value: t(`runs.triggers.${run.trigger}`) },
          { key: "cause", label: t("runs.cause"), value: <Cause run={run} /> },
          { key: "training", label: t("runs.trainingData"), value: <VersionChips ids={training} /> },
          {
            key: "gate",
            label: t("runs.gateData"),
            value: <VersionChips ids={run.gateVersionId ? [run.gateVersionId] : []} />,
          },
          {
            key: "endpoint",
            label: t("runs.endpoint"),
            value: facts?.endpoint ? (
              <Link href={`/endpoints?id=${facts.endpoint.id}`} className="underline underline-offset-3">
                {facts.endpoint.name}
              </Link>
            ) : (
              "–"
            ),
          },
          {
            key: "pipeline",
            label: t("runs.pipeline"),
            value: facts ? (
              <Link href={`/notebook?id=${facts.pipeline.notebookId}`} className="underline underline-offset-3">
                {t("runs.pipelineVersion", { version: String(facts.pipeline.version) })}
              </Link>
            ) : (
              "–"
            ),
          },
          { key: "started", label: t("runs.started"), value: formatDate(run.startedAtMs) },
          {
            key: "duration",
            label: t("runs.duration"),
            value: run.endedAtMs === null ? t("runs.noOutcome") : formatDuration(run.endedAtMs - run.startedAtMs),
          },
        ]}
      />
    </Section>
  );
}

function Cause({ run }: { readonly run: PipelineRun }) {
  const text = useText();
  const { t } = text;
  const alert = useFacts(
    async ({ stores, projectId }) =>
      (await stores.monitors.listAlerts(projectId)).find((found) => found.id === run.alertId) ?? null,
    [run.alertId],
  );
  if (run.alertId === null) return <>{t("runs.noCause")}</>;
  return <>{alert ? alertSentence(alert, text) : "–"}</>;
}

function VersionChips({ ids }: { readonly ids: readonly DatasetVersionId[] }) {
  const { t } = useText();
  const versions = useFacts(({ stores }) => Promise.all(ids.map((id) => stores.datasets.getVersion(id))), [ids.join()]);
  if (!versions || versions.length === 0) return <>–</>;
  return (
    <span className="flex flex-wrap gap-2">
      {versions.map((version) => (
        <OutputChip
          key={version.id}
          kind="dataset"
          text={t("data.version", { name: version.name, version: String(version.version) })}
          digest={version.contentSha256}
          href={`/data?id=${version.id}`}
        />
      ))}
    </span>
  );
}
