"use client";

import type { Stores } from "@/lib/pipeline/services";
import { useServices } from "../services";
import { useLive } from "../use-live";

/** A live read of the stores: undefined while loading, null when there is nothing. `deps` are the values it closes over. */
export function useStored<T>(
  load: (stores: Stores) => Promise<T | null>,
  deps: readonly unknown[],
): T | null | undefined {
  const { stores } = useServices();
  return useLive(() => load(stores).catch(() => null), deps);
}
