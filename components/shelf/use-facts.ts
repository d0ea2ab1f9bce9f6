"use client";

/** Facts for a shelf: undefined while loading, null when they are not in this browser. */
import { useServices, type AppServices } from "../services";
import { useLive } from "../use-live";

/** A live read of the services. `deps` are the values the load closes over. */
export function useFacts<T>(
  load: (services: AppServices) => Promise<T>,
  deps: readonly unknown[],
): T | null | undefined {
  const services = useServices();
  return useLive<T | null>(() => load(services).catch(() => null), [services, ...deps]);
}
