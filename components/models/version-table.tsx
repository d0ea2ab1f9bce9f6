"use client";

/** Versions of a model, newest first, with their alias. */
import Link from "next/link";
import { useMemo } from "react";
import { shortId } from "@/lib/ids";
import type { ModelVersion, RegisteredModel } from "@/lib/registry/registered-model";
import { useText } from "../i18n";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { DataTable, type DataColumn } from "../ui/data-table";

export interface VersionTableProps {
  readonly model: RegisteredModel;
  readonly versions: readonly ModelVersion[];
  readonly current: ModelVersion;
  readonly onCrown: (version: ModelVersion) => void;
}

export function VersionTable({ model, versions, current, onCrown }: VersionTableProps) {
  const { t, formatDate } = useText();
  const columns = useMemo<readonly DataColumn<ModelVersion>[]>(
    () => [
      {
        id: "version",
        header: t("models.versionColumn"),
        value: (row) => Number(row.version),
        render: (row) => <VersionLink version={row} />,
      },
      {
        id: "alias",
        header: t("common.state"),
        value: (row) => aliasesOf(model, row.version).join(" "),
        render: (row) => <Aliases model={model} version={row.version} />,
        sortable: false,
      },
      {
        id: "digest",
        header: t("models.digest"),
        value: (row) => row.packageDigest,
        render: (row) => <code className="font-mono">{shortId(row.packageDigest, 8)}</code>,
        sortable: false,
      },
      {
        id: "created",
        header: t("models.created"),
        value: (row) => row.createdAtMs,
        render: (row) => formatDate(row.createdAtMs),
      },
      {
        id: "crown",
        header: "",
        value: () => null,
        render: (row) =>
          model.aliases.champion === row.version ? null : (
            <Button size="sm" onClick={() => onCrown(row)}>
              {t("models.makeChampion")}
            </Button>
          ),
        sortable: false,
        align: "end",
      },
    ],
    [model, onCrown, t, formatDate],
  );
  return (
    <DataTable
      label={t("models.versions")}
      rows={versions}
      columns={columns}
      rowId={(row) => row.version}
      currentId={current.version}
    />
  );
}

function VersionLink({ version }: { readonly version: ModelVersion }) {
  const { t } = useText();
  return (
    <Link
      href={`/models?name=${encodeURIComponent(version.modelName)}&version=${version.version}`}
      scroll={false}
      className="underline decoration-line underline-offset-3 hover:decoration-ink"
    >
      {t("models.versionShort", { version: version.version })}
    </Link>
  );
}

function Aliases({ model, version }: { readonly model: RegisteredModel; readonly version: string }) {
  const { t } = useText();
  return (
    <span className="inline-flex gap-1">
      {aliasesOf(model, version).map((alias) => (
        <Badge key={alias} tone={alias === "champion" ? "done" : "neutral"}>
          {t(`models.${alias}`)}
        </Badge>
      ))}
    </span>
  );
}

function aliasesOf({ aliases }: RegisteredModel, version: string): readonly ("champion" | "challenger")[] {
  return (["champion", "challenger"] as const).filter((alias) => aliases[alias] === version);
}
