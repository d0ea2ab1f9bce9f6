"use client";

/** The runs shelf: every time a published pipeline ran again. */
import { useSearchParams } from "next/navigation";
import type { PipelineRun } from "@/lib/pipeline/pipeline";
import type { Endpoint } from "@/lib/serving/endpoint";
import { Sketch } from "../charts/sketch";
import { useText } from "../i18n";
import { MasterDetail } from "../shelf/master-detail";
import { ShelfPage } from "../shelf/shelf-page";
import { StartLink } from "../shelf/start-link";
import { useFacts } from "../shelf/use-facts";
import { EmptyState } from "../ui/empty-state";
import { StateIcon } from "../ui/state-icon";
import { PipelineRunDetail } from "./pipeline-run-detail";
import { runShape } from "./run-phases";

interface RunFacts {
  readonly runs: readonly PipelineRun[];
  readonly endpoints: readonly Endpoint[];
}

export function RunsShelf() {
  const { t } = useText();
  const facts = useFacts<RunFacts>(
    async ({ stores, projectId }) => ({
      runs: await stores.pipelines.listRuns(projectId),
      endpoints: await stores.endpoints.listEndpoints(projectId),
    }),
    [],
  );
  return (
    <ShelfPage title={t("runs.title")} intro={t("runs.intro")}>
      {facts === undefined ? null : !facts || facts.runs.length === 0 ? (
        <EmptyState
          sentence={t("runs.empty")}
          action={<StartLink>{t("runs.start")}</StartLink>}
          sketch={<Sketch kind="loop" />}
        />
      ) : (
        <RunList {...facts} />
      )}
    </ShelfPage>
  );
}

function RunList({ runs, endpoints }: RunFacts) {
  const { t, formatDate } = useText();
  const id = useSearchParams().get("id");
  const current = id === null ? runs[0] : runs.find((run) => run.id === id);
  const nameOf = (run: PipelineRun) => {
    const endpoint = endpoints.find((found) => found.id === run.endpointId);
    return endpoint ? t("runs.name", { endpoint: endpoint.name }) : t("runs.nameAlone");
  };
  const items = runs.map((run) => ({
    id: run.id,
    href: `/runs?id=${run.id}`,
    title: nameOf(run),
    note: `${formatDate(run.startedAtMs)} · ${t(`runs.statuses.${run.status}`)}`,
    icon: <StateIcon status={runShape(run)} decorative />,
  }));
  return (
    <MasterDetail
      label={t("runs.list")}
      groups={[{ name: null, items }]}
      currentId={current?.id ?? null}
      chosen={id !== null}
      listHref="/runs"
    >
      {current ? (
        <PipelineRunDetail key={current.id} run={current} name={nameOf(current)} />
      ) : (
        <p className="text-soft">{t("runs.notFound")}</p>
      )}
    </MasterDetail>
  );
}
