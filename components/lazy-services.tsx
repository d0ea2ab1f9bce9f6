"use client";

/** The services, loaded when the first page asks for them: home paints without stores, workers or engines. */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { ServicesProvider, type AppServices } from "./services";

export interface LazyServices {
  readonly services: AppServices | null;
  /** Why they could not be made: the storage does not open, a part does not load. */
  readonly error: WireError | null;
  /** Starts loading, once; the same promise for everybody. */
  readonly load: () => Promise<AppServices>;
  /** Forgets a failure and loads again. */
  readonly retry: () => void;
}

const LazyServicesContext = createContext<LazyServices | null>(null);

export interface LazyServicesProviderProps {
  readonly create: () => Promise<AppServices>;
  readonly children: ReactNode;
}

export function LazyServicesProvider({ create, children }: LazyServicesProviderProps) {
  const pending = useRef<Promise<AppServices> | null>(null);
  const [services, setServices] = useState<AppServices | null>(null);
  const [error, setError] = useState<WireError | null>(null);

  const load = useCallback(() => {
    pending.current ??= create().then(
      (made) => {
        setServices(made);
        return made;
      },
      (failure: unknown) => {
        setError(toWire(failure));
        throw failure;
      },
    );
    return pending.current;
  }, [create]);
  const retry = useCallback(() => {
    pending.current = null;
    setError(null);
    load().catch(() => undefined);
  }, [load]);

  const value = useMemo(() => ({ services, error, load, retry }), [services, error, load, retry]);
  return <LazyServicesContext value={value}>{children}</LazyServicesContext>;
}

/** The services that may not be there yet. */
export function useLazyServices(): LazyServices {
  const lazy = useContext(LazyServicesContext);
  if (!lazy) throw new Error("useLazyServices needs a LazyServicesProvider above it");
  return lazy;
}

export interface ServicesGateProps {
  /** Shown until the services are there. */
  readonly waiting: ReactNode;
  readonly failed: (error: WireError, retry: () => void) => ReactNode;
  readonly children: ReactNode;
}

/** Loads the services and shows the children once they are there. */
export function ServicesGate({ waiting, failed, children }: ServicesGateProps) {
  const { services, error, load, retry } = useLazyServices();
  useEffect(() => {
    load().catch(() => undefined);
  }, [load]);
  if (error) return <>{failed(error, retry)}</>;
  if (!services) return <>{waiting}</>;
  return <ServicesProvider services={services}>{children}</ServicesProvider>;
}
