"use client";

/** The ports, handed to the screen once. `app/services.ts` builds them. */
import { createContext, useContext, type ReactNode } from "react";
import type { ProjectId } from "@/lib/ids";
import type { Services } from "@/lib/pipeline/services";
import type { Trash } from "@/lib/notebook/services/trash";
import type { Workspace } from "@/lib/notebook/services/workspace";

export interface AppServices extends Services {
  readonly projectId: ProjectId;
  readonly workspace: Workspace;
  readonly trash: Trash;
  /** Called when a newer version of the app opened the storage in another tab: this tab must reload before it writes. */
  readonly onOutdated: (callback: () => void) => () => void;
}

const ServicesContext = createContext<AppServices | null>(null);

/** Provides the services to everything below. */
export function ServicesProvider({ services, children }: { services: AppServices; children: ReactNode }) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

/** The services; only below a {@link ServicesProvider}. */
export function useServices(): AppServices {
  const services = useContext(ServicesContext);
  if (!services) throw new Error("useServices needs a ServicesProvider above it");
  return services;
}
