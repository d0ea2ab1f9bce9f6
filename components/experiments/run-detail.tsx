"use client";

/** One run: what came out, what was set, what it read and what it left. */
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { asId, shortId, type RunId } from "@/lib/ids";
import { TAGS, type Experiment, type Run } from "@/lib/tracking/run";
import { useText } from "../i18n";
import { MadeBy } from "../shelf/made-by";
import { useFacts } from "../shelf/use-facts";
import { DeleteRow } from "../trash/delete-row";
import { buttonClass } from "../ui/button-class";
import { ErrorNote } from "../ui/error-note";
import { KeyValue } from "../ui/key-value";
import { Section } from "../ui/section";
import { Explained } from "../ui/explained";
import { ReproductionNote } from "./reproduction-note";
import { RunArtifacts } from "./run-artifacts";
import { RunBackend } from "./run-backend";
import { RunCurves } from "./run-curves";
import { RunLineage } from "./run-lineage";
import { RunStatusMark } from "./run-status";
import { durationMs } from "./run-table";
import { useRunWords } from "./run-words";

export interface RunDetailProps {
  readonly run: Run;
  readonly experiments: readonly Experiment[];
}

export function RunDetail({ run, experiments }: RunDetailProps) {
  const { t, formatNumber } = useText();
  const { metricName, paramName, paramValue } = useRunWords();
  const words = (entries: Readonly<Record<string, string | number>>, name: (key: string) => string = (key) => key) =>
    Object.entries(entries)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([key, value]) => ({
        key,
        label: <span title={key}>{name(key)}</span>,
        value:
          typeof value === "string" ? paramValue(value) : Number.isFinite(value) ? formatNumber(value) : String(value),
      }));
  return (
    <article aria-label={run.name}>
      <Link href="/experiments" className="inline-flex min-h-9 items-center gap-2 text-sm text-soft hover:text-ink">
        <ArrowLeft aria-hidden size={16} />
        {t("experiments.back")}
      </Link>
      <header className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex flex-wrap items-center gap-3 text-lg font-semibold">
          {run.name}
          <span className="text-sm font-normal">
            <RunStatusMark run={run} />
          </span>
        </h2>
        <div className="flex flex-wrap items-center gap-3">
          <MadeBy id={run.id} />
          <UseRun run={run} />
        </div>
      </header>
      <ReproductionNote run={run} />
      {run.error ? <ErrorNote error={run.error} /> : null}
      <Section title={<Explained term="lineage">{t("experiments.lineage")}</Explained>} level={3}>
        <RunLineage run={run} />
      </Section>
      <Section title={t("experiments.curve")} level={3}>
        <RunCurves runs={[run]} />
      </Section>
      <div className="grid grid-cols-2 gap-x-10 border-t border-line narrow:grid-cols-1">
        <div>
          <Section title={t("experiments.metrics")} level={3}>
            <KeyValue items={words(run.metrics, metricName)} />
          </Section>
        </div>
        <div className="narrow:border-t narrow:border-line">
          <Section title={t("experiments.params")} level={3}>
            <KeyValue items={words(run.params, paramName)} />
          </Section>
        </div>
      </div>
      <RunFacts run={run} experiments={experiments} />
      <Section title={t("experiments.artifacts")} level={3}>
        <RunArtifacts run={run} />
      </Section>
      <Section title={t("experiments.tags")} level={3}>
        {Object.keys(run.tags).length === 0 ? (
          <p className="text-soft">{t("experiments.noTags")}</p>
        ) : (
          <KeyValue items={words(run.tags)} />
        )}
      </Section>
      <DeleteRow listHref="/experiments" things={[{ thing: { kind: "run", id: run.id }, name: run.name }]} />
    </article>
  );
}

function RunFacts({ run, experiments }: RunDetailProps) {
  const { t, formatDate, formatDuration } = useText();
  const took = durationMs(run);
  const resumedFrom = run.tags[TAGS.resumedFrom];
  const experiment = experiments.find((found) => found.id === run.experimentId);
  return (
    <Section title={t("experiments.facts")} level={3}>
      <KeyValue
        items={[
          { key: "id", label: t("experiments.run"), value: <code className="text-sm break-all">{run.id}</code> },
          { key: "experiment", label: t("experiments.experiment"), value: experiment?.name ?? run.experimentId },
          { key: "started", label: t("experiments.started"), value: formatDate(run.startTimeMs) },
          { key: "duration", label: t("experiments.duration"), value: took === null ? "–" : formatDuration(took) },
          { key: "seed", label: t("experiments.seed"), value: String(run.seed) },
          { key: "backend", label: t("experiments.backend"), value: <RunBackend backend={run.backend} /> },
          ...(resumedFrom
            ? [{ key: "resumed", label: t("experiments.resumedFrom"), value: <EarlierRun id={resumedFrom} /> }]
            : []),
        ]}
      />
    </Section>
  );
}

/** The run whose training this one went on with. */
function EarlierRun({ id }: { readonly id: string }) {
  const earlier = useFacts(({ stores }) => stores.tracking.getRun(asId<RunId>(id)), [id]);
  return (
    <Link href={`/experiments?run=${id}`} className="link">
      {earlier?.name ?? shortId(id)}
    </Link>
  );
}

function UseRun({ run }: { readonly run: Run }) {
  const { t } = useText();
  const { notebookId } = run;
  const owner = useFacts(
    async ({ stores }) => (notebookId ? stores.notebooks.projectOf(notebookId) : null),
    [notebookId],
  );
  // A run outlives its notebook.
  if (!owner) return null;
  const anchor = run.cellId ? `#cell-${run.cellId}` : "";
  const href = (use: string) => `/notebook?id=${run.notebookId}&${use}=${run.id}`;
  return (
    <>
      <Link
        href={`${href("params")}${anchor}`}
        title={t("experiments.useParamsHint")}
        className={buttonClass({ size: "sm" })}
      >
        {t("experiments.useParams")}
      </Link>
      {run.status === "FINISHED" ? (
        <Link
          href={href("reproduce")}
          title={t("experiments.reproduceHint")}
          className={buttonClass({ variant: "primary", size: "sm" })}
        >
          {t("experiments.reproduce")}
        </Link>
      ) : null}
    </>
  );
}
