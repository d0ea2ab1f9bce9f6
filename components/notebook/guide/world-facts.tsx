"use client";

/** The world outside the notebook's cells: its endpoint, monitor, windows, alerts and pipeline runs, read live. */
import { createContext, useContext, type ReactNode } from "react";
import { asId, type EndpointId, type ProjectId } from "@/lib/ids";
import type { WorldFacts } from "@/lib/guide/next-action";
import type { NotebookSnapshot } from "@/lib/notebook/runtime/runtime";
import { useStored } from "../use-stored-base";

export type World = Omit<WorldFacts, "tried" | "seenRunId">;

/** Windows that the page looks back on. */
const WINDOWS = 120;

const EMPTY: World = { endpoint: null, monitor: null, windows: [], alerts: [], runs: [] };
const WorldContext = createContext<World>(EMPTY);

export function WorldProvider({ world, children }: { readonly world: World; readonly children: ReactNode }) {
  return <WorldContext value={world}>{children}</WorldContext>;
}

export function useWorld(): World {
  return useContext(WorldContext);
}

/** Reads the facts of the endpoint that the notebook deploys. */
export function useWorldFacts({ document, states }: NotebookSnapshot, projectId: ProjectId): World {
  const deploy = document.cells.find((cell) => cell.kind === "deploy");
  const name = deploy?.kind === "deploy" ? deploy.params.endpointName : null;
  const handleId = deploy ? (states[deploy.id]?.result?.handle?.id ?? null) : null;
  const endpoint =
    useStored(
      async (stores) => {
        if (handleId) return stores.endpoints.getEndpoint(asId<EndpointId>(handleId));
        return name === null ? null : stores.endpoints.findEndpoint(projectId, name);
      },
      [handleId, name, projectId],
    ) ?? null;
  const endpointId = endpoint?.id ?? null;
  const monitor =
    useStored(async (stores) => (endpointId ? stores.monitors.findMonitor(endpointId) : null), [endpointId]) ?? null;
  const monitorId = monitor?.id ?? null;
  const windows =
    useStored(async (stores) => (monitorId ? stores.monitors.windows(monitorId, WINDOWS) : []), [monitorId]) ?? [];
  const alerts =
    useStored(
      async (stores) =>
        endpointId
          ? [...(await stores.monitors.listAlerts(projectId, endpointId))].sort(
              (a, b) => b.firedAtMinute - a.firedAtMinute,
            )
          : [],
      [endpointId, projectId],
    ) ?? [];
  const runs =
    useStored(
      async (stores) =>
        (await stores.pipelines.listRuns(projectId))
          .filter((run) => run.endpointId === endpointId)
          .sort((a, b) => b.startedAtMs - a.startedAtMs),
      [endpointId, projectId],
    ) ?? [];
  return { endpoint, monitor, windows, alerts, runs };
}
