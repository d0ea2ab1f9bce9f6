"use client";

/** Metric histories of several runs, live. */
import type { Run } from "@/lib/tracking/run";
import { useFacts } from "../shelf/use-facts";
import { curvePairs, type Histories } from "./curves";

/** Histories of the curve metrics, by run id; undefined while loading. */
export function useHistories(runs: readonly Run[]): ReadonlyMap<string, Histories> | null | undefined {
  // A live run gains its curves with its first epoch.
  const key = runs.map((run) => `${run.id}:${Object.keys(run.metrics).length}`).join(" ");
  return useFacts(
    async ({ stores }) => {
      const loaded = await Promise.all(
        runs.map(async (run) => {
          const pairs = curvePairs(Object.keys(run.metrics));
          const keys = pairs.flatMap((pair) => [pair.train, pair.validation]).filter((key) => key !== null);
          const histories = await Promise.all(
            keys.map(async (key) => [key, await stores.tracking.metricHistory(run.id, key)] as const),
          );
          return [run.id, new Map(histories)] as const;
        }),
      );
      return new Map(loaded);
    },
    [key],
  );
}
