"use client";

/** The pages behind the services, each a chunk of its own: what a page needs is loaded with it and not before. */
import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import { Gated } from "@/components/shell/gated";
import { PageSkeleton } from "@/components/shell/page-skeleton";

const screen = (load: () => Promise<ComponentType>) => {
  const Screen = dynamic(load, { ssr: false, loading: PageSkeleton });
  return function GatedScreen() {
    return (
      <Gated>
        <Screen />
      </Gated>
    );
  };
};

export const NotebookScreen = screen(() => import("@/components/notebook/notebook-page").then((m) => m.NotebookPage));
export const NotebooksScreen = screen(() =>
  import("@/components/notebooks/notebooks-shelf").then((m) => m.NotebooksShelf),
);
export const DataScreen = screen(() => import("@/components/datasets/data-shelf").then((m) => m.DataShelf));
export const ExperimentsScreen = screen(() =>
  import("@/components/experiments/experiments-shelf").then((m) => m.ExperimentsShelf),
);
export const ModelsScreen = screen(() => import("@/components/models/models-shelf").then((m) => m.ModelsShelf));
export const EndpointsScreen = screen(() =>
  import("@/components/endpoints/endpoints-shelf").then((m) => m.EndpointsShelf),
);
export const RunsScreen = screen(() => import("@/components/runs/runs-shelf").then((m) => m.RunsShelf));
export const SettingsScreen = screen(() => import("@/components/settings/settings").then((m) => m.Settings));
