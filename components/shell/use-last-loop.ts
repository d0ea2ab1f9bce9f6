"use client";

/** The loop of the notebook that changed last: what the rail shows on pages that are not a notebook. */
import { asId, type CellId, type DatasetVersionId, type ProjectId } from "@/lib/ids";
import { runningCells } from "@/lib/notebook/runtime/elsewhere";
import { cellStates } from "@/lib/notebook/runtime/cell-states";
import { parseModelHandle } from "@/lib/notebook/result/model-handle";
import type { NotebookDocument } from "@/lib/notebook/document/document";
import type { CellResult } from "@/lib/notebook/result/cell-result";
import { buildGraph } from "@/lib/notebook/graph/graph";
import { IDLE_SCHEDULE } from "@/lib/notebook/graph/schedule";
import type { Services } from "@/lib/pipeline/services";
import { assessCells } from "@/lib/notebook/graph/staleness";
import { loopState } from "../notebook/guide/loop-state";
import { useServices } from "../services";
import { useLive } from "../use-live";
import { IDLE_LOOP, type LoopState } from "./loop-stops";

/** The loop, or an untravelled one when nothing is stored or `wanted` is false. */
export function useLastLoop(wanted: boolean): LoopState {
  const { stores, locks, projectId } = useServices();
  const loop = useLive(
    async () => (wanted ? await lastLoop({ stores, locks }, projectId) : IDLE_LOOP),
    [stores, locks, projectId, wanted],
  );
  return loop ?? IDLE_LOOP;
}

/** What the stored facts of the last notebook say. A version that cannot be read is not named: the rail stands on every page, and must not take one with it. */
export async function lastLoop(
  { stores, locks }: Pick<Services, "stores" | "locks">,
  projectId: ProjectId,
): Promise<LoopState> {
  const [newest] = [...(await stores.notebooks.listNotebooks(projectId))].sort((a, b) => b.updatedAtMs - a.updatedAtMs);
  if (!newest) return IDLE_LOOP;
  const document = await stores.notebooks.getNotebook(newest.id);
  const results = await stores.notebooks.results(newest.id);
  const elsewhere = await runningCells(newest.id, results, locks);
  const handleOf = (kind: string) => handleId(document, results, kind);
  const [data, deployed, registered] = [handleOf("dataset"), handleOf("deploy"), handleOf("register")];
  const endpoint = (await stores.endpoints.listEndpoints(projectId)).find((other) => other.id === deployed) ?? null;
  const runs = (await stores.pipelines.listRuns(projectId))
    .filter((run) => endpoint !== null && run.endpointId === endpoint.id)
    .sort((a, b) => b.startedAtMs - a.startedAtMs);
  const { stops, travelling } = loopState(
    { document, states: storedStates(document, results, elsewhere) },
    { endpoint, runs },
    {
      data: data === null ? null : await versionName(stores, asId(data)),
      evaluation: registered === null ? null : `v${parseModelHandle(registered).version}`,
    },
  );
  const page = `/notebook?id=${newest.id}`;
  return {
    stops: stops.map((stop) => ({ ...stop, cellHref: stop.cellHref === null ? null : page + stop.cellHref })),
    travelling,
  };
}

function versionName(stores: Services["stores"], id: DatasetVersionId): Promise<string | null> {
  return stores.datasets.getVersion(id).then(
    ({ version }) => `v${version}`,
    () => null,
  );
}

/** What the cells' stored results say now. */
function storedStates(document: NotebookDocument, stored: readonly CellResult[], elsewhere: ReadonlySet<CellId>) {
  const results = Object.fromEntries(stored.map((result) => [result.cellId, result]));
  const assessed = assessCells({ document, graph: buildGraph(document), results });
  const nothing = { schedule: IDLE_SCHEDULE, live: new Map(), trainings: new Map(), newerData: {} };
  return cellStates({ document, results, assessed, elsewhere, ...nothing }, {});
}

function handleId(document: NotebookDocument, results: readonly CellResult[], kind: string): string | null {
  const cell = document.cells.find((other) => other.kind === kind);
  return results.find((result) => result.cellId === cell?.id)?.handle?.id ?? null;
}
