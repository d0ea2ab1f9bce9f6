"use client";

import { useMemo } from "react";
import type { ModelPackage, PackageFile } from "@/lib/packaging/package";
import { useText } from "../i18n";
import { Digest } from "../shelf/digest";
import { DataTable, type DataColumn } from "../ui/data-table";

/** Files of a package with the SHA-256 that its manifest lists. */
export function PackageFiles({ made }: { readonly made: ModelPackage }) {
  const { t, formatBytes } = useText();
  const columns = useMemo<readonly DataColumn<PackageFile>[]>(
    () => [
      { id: "path", header: t("models.file"), value: (file) => file.path, mono: true },
      {
        id: "size",
        header: t("models.size"),
        value: (file) => file.sizeBytes,
        render: (file) => formatBytes(file.sizeBytes),
        align: "end",
      },
      {
        id: "sha256",
        header: t("models.sha256"),
        value: (file) => file.sha256,
        render: (file) => <Digest value={file.sha256} what={file.path} />,
        sortable: false,
      },
    ],
    [t, formatBytes],
  );
  return (
    <DataTable label={t("models.files")} rows={made.manifest.files} columns={columns} rowId={(file) => file.path} />
  );
}
