"use client";

/** The schema and profile of a version, one row per column. */
import { useMemo } from "react";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import type { ColumnProfile } from "@/lib/data/profile/profile";
import type { ColumnType } from "@/lib/data/schema";
import { MiniHistogram } from "../charts/mini-histogram";
import { dateOptions, hasTime } from "../date-columns";
import { useText, type Text } from "../i18n";
import { DataTable, type DataColumn } from "../ui/data-table";

interface ColumnRow {
  readonly profile: ColumnProfile;
  readonly type: ColumnType;
}

export function ColumnTable({ version }: { readonly version: DatasetVersion }) {
  const text = useText();
  const { t } = text;
  const rows = useMemo(() => columnRows(version), [version]);
  const columns = useMemo<readonly DataColumn<ColumnRow>[]>(
    () => [
      { id: "name", header: t("data.column"), value: (row) => row.profile.name, mono: true },
      { id: "type", header: t("data.type"), value: (row) => t(`data.types.${row.type}`) },
      {
        id: "shape",
        header: t("data.shapeColumn"),
        value: () => null,
        render: (row) => <MiniHistogram profile={row.profile} />,
        sortable: false,
      },
      { id: "missing", header: t("data.missing"), value: (row) => row.profile.missing, align: "end" },
      { id: "distinct", header: t("data.distinct"), value: (row) => row.profile.distinct, align: "end" },
      { id: "summary", header: t("data.summary"), value: (row) => summary(row, text), sortable: false },
    ],
    [t, text],
  );
  return (
    <DataTable
      label={t("data.schema")}
      rows={rows}
      columns={columns}
      rowId={(row) => row.profile.name}
      filterable={rows.length > 10}
    />
  );
}

function columnRows({ schema, profile }: DatasetVersion): readonly ColumnRow[] {
  const types = new Map(schema.map((column) => [column.name, column.type]));
  return profile.columns.map((column) => ({ profile: column, type: types.get(column.name) ?? "text" }));
}

function summary({ profile, type }: ColumnRow, { t, formatNumber, formatDate }: Text): string | null {
  if (profile.kind === "categorical") {
    const [top] = profile.top;
    return top ? t("data.topSummary", { value: top.value, count: top.count }) : null;
  }
  if (profile.mean === null || profile.min === null || profile.max === null) return null;
  const timed = hasTime(profile.min) || hasTime(profile.max);
  const write = (value: number) => (type === "date" ? formatDate(value, dateOptions(timed)) : formatNumber(value));
  return t("data.numericSummary", {
    mean: write(profile.mean),
    min: write(profile.min),
    max: write(profile.max),
  });
}
