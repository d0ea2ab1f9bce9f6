"use client";

import { useMemo } from "react";
import type { Artifact, Run } from "@/lib/tracking/run";
import { useText } from "../i18n";
import { Digest } from "../shelf/digest";
import { DataTable, type DataColumn } from "../ui/data-table";

/** Files that a run left, with their digests. */
export function RunArtifacts({ run }: { readonly run: Run }) {
  const { t, formatBytes } = useText();
  const columns = useMemo<readonly DataColumn<Artifact>[]>(
    () => [
      { id: "path", header: t("experiments.path"), value: (artifact) => artifact.path, mono: true },
      {
        id: "size",
        header: t("experiments.size"),
        value: (artifact) => artifact.sizeBytes,
        render: (artifact) => formatBytes(artifact.sizeBytes),
        align: "end",
      },
      {
        id: "digest",
        header: t("experiments.digest"),
        value: (artifact) => artifact.digest,
        render: (artifact) => <Digest value={artifact.digest} what={artifact.path} />,
        sortable: false,
      },
    ],
    [t, formatBytes],
  );
  return (
    <DataTable
      label={t("experiments.artifacts")}
      rows={run.artifacts}
      columns={columns}
      rowId={(artifact) => artifact.path}
      empty={<p className="text-soft">{t("experiments.noArtifacts")}</p>}
    />
  );
}
