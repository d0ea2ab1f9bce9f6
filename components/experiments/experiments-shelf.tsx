"use client";

/** The experiments shelf: runs as a table, several side by side, or one in detail. */
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import type { Experiment, Run } from "@/lib/tracking/run";
import { Sketch } from "../charts/sketch";
import { useText } from "../i18n";
import { ShelfPage } from "../shelf/shelf-page";
import { StartLink } from "../shelf/start-link";
import { useFacts } from "../shelf/use-facts";
import { followerOf } from "../trash/focus";
import { thingHref } from "../trash/thing-href";
import { useDeletion } from "../trash/use-deletion";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Field } from "../ui/form/field";
import { Select } from "../ui/form/select";
import { CompareRuns } from "./compare-runs";
import { RunDetail } from "./run-detail";
import { RunFilter, useFilteredRuns } from "./run-filter";
import { RunTable } from "./run-table";

export function ExperimentsShelf() {
  const { t } = useText();
  const query = useSearchParams();
  const id = query.get("run") ?? query.get("id");
  const facts = useFacts(
    async ({ stores, projectId }) => ({
      runs: await stores.tracking.listRuns(projectId),
      experiments: await stores.tracking.listExperiments(projectId),
    }),
    [],
  );
  const run = id === null ? undefined : facts?.runs.find((found) => found.id === id);
  return (
    <ShelfPage title={t("experiments.title")} intro={t("experiments.intro")}>
      {facts === undefined ? null : !facts || facts.runs.length === 0 ? (
        <EmptyState
          sentence={t("experiments.empty")}
          action={<StartLink>{t("experiments.start")}</StartLink>}
          sketch={<Sketch kind="curves" />}
        />
      ) : id === null ? (
        <RunBrowser runs={facts.runs} experiments={facts.experiments} />
      ) : run ? (
        <RunDetail key={run.id} run={run} experiments={facts.experiments} />
      ) : (
        <EmptyState
          sentence={t("experiments.notFound")}
          action={<StartLink href="/experiments">{t("experiments.back")}</StartLink>}
        />
      )}
    </ShelfPage>
  );
}

interface RunBrowserProps {
  readonly runs: readonly Run[];
  readonly experiments: readonly Experiment[];
}

const ALL = "";

function RunBrowser({ runs, experiments }: RunBrowserProps) {
  const { t } = useText();
  const [experiment, setExperiment] = useState(ALL);
  const [filter, setFilter] = useState("");
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [comparing, setComparing] = useState(false);
  const inExperiment = useMemo(
    () => runs.filter((run) => experiment === ALL || run.experimentId === experiment),
    [runs, experiment],
  );
  const { runs: shown, problem } = useFilteredRuns(inExperiment, filter);
  // An experiment whose runs were all deleted has nothing to show.
  const inUse = useMemo(
    () => experiments.filter((found) => runs.some((run) => run.experimentId === found.id)),
    [experiments, runs],
  );
  const compared = useMemo(() => shown.filter((run) => selected.includes(run.id)), [shown, selected]);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-4">
        {inUse.length > 1 ? (
          <Field label={t("experiments.experiment")} className="w-56">
            <Select
              value={experiment}
              onChange={setExperiment}
              options={[
                { value: ALL, label: t("experiments.allExperiments") },
                ...inUse.map((found) => ({ value: found.id, label: found.name })),
              ]}
            />
          </Field>
        ) : null}
        <RunFilter runs={inExperiment} value={filter} onChange={setFilter} problem={problem} />
      </div>
      <p role="status" className="text-sm text-faint">
        {t("experiments.shown", { count: shown.length, total: runs.length })}
        {compared.length < 2 && runs.length > 1 ? ` · ${t("experiments.compareHint")}` : ""}
      </p>
      {comparing && compared.length > 1 ? <CompareRuns runs={compared} onClose={() => setComparing(false)} /> : null}
      <RunTable all={inExperiment} runs={shown} selected={selected} onSelect={setSelected} />
      {compared.length > 0 && !comparing ? (
        <div className="sticky bottom-3 z-10 flex items-center gap-2 self-center rounded-lg border border-line bg-surface p-2 shadow-menu">
          {compared.length > 1 ? (
            <Button variant="primary" onClick={() => setComparing(true)}>
              {t("experiments.compareChosen", { count: compared.length })}
            </Button>
          ) : null}
          <DeleteRuns runs={compared} />
          <Button variant="ghost" onClick={() => setSelected([])}>
            {t("experiments.clear")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Deletes the runs that are chosen; the one that follows in the table takes the focus. */
function DeleteRuns({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useText();
  const { ask, dialog } = useDeletion();
  const things = runs.map((run) => ({ kind: "run", id: run.id }) as const);
  const hrefs = new Set(things.map(thingHref));
  const follower = () => {
    const links = [...document.querySelectorAll<HTMLElement>("main a[href^='/experiments?run=']")];
    return followerOf(links, (link) => hrefs.has(link.getAttribute("href") ?? ""));
  };
  return (
    <>
      <Button variant="ghost" onClick={() => ask({ things, name: runs[0]?.name ?? "", follower })}>
        {t("trash.selected", { count: runs.length })}
      </Button>
      {dialog}
    </>
  );
}
