"use client";

/** One dataset version: where it comes from and what it holds. */
import type { DatasetVersion } from "@/lib/data/version/dataset";
import { useText } from "../i18n";
import { MadeBy } from "../shelf/made-by";
import { DeleteRow, type DeleteRowProps } from "../trash/delete-row";
import { OutputChip } from "../ui/output-chip";
import { Tabs, type TabItem } from "../ui/tabs";
import { ColumnTable } from "./column-table";
import type { DatasetDetailProps } from "./dataset-detail-props";
import { DatasetFacts } from "./dataset-facts";
import { ImageRows } from "./image-rows";
import { ProblemList } from "./problem-list";
import { VersionDrift } from "./version-drift";
import { VersionRows } from "./version-rows";

export function DatasetDetail({ version, versions }: DatasetDetailProps) {
  const { t } = useText();
  const name = { name: version.name, version: String(version.version) };
  return (
    <article aria-label={t("data.version", name)}>
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg font-semibold">{t("data.version", name)}</h2>
        <MadeBy id={version.id} />
      </header>
      <p className="mt-1 flex flex-wrap items-center gap-3 text-soft">
        <OutputChip
          kind="dataset"
          text={t("data.version", name)}
          digest={version.contentSha256}
          href={`/data?id=${version.id}`}
        />
        {t("data.shape", { rows: version.rowCount, columns: version.schema.length })}
      </p>
      <div className="mt-5">
        <Tabs label={t("data.tabs.label")} items={useTabs(version, versions)} />
      </div>
      <div className="mt-3">
        <DatasetFacts version={version} versions={versions} />
      </div>
      <DeleteRow listHref="/data" things={useDeletable(version, versions)} />
    </article>
  );
}

/** The version, and its whole dataset where it has others. */
function useDeletable(version: DatasetVersion, versions: readonly DatasetVersion[]): DeleteRowProps["things"] {
  const { t } = useText();
  const name = t("data.version", { name: version.name, version: String(version.version) });
  const own: DeleteRowProps["things"] = [{ thing: { kind: "dataset-version", id: version.id }, name }];
  if (versions.filter(({ datasetId }) => datasetId === version.datasetId).length < 2) return own;
  return [...own, { thing: { kind: "dataset", id: version.datasetId }, name: version.name }];
}

function useTabs(version: DatasetVersion, versions: readonly DatasetVersion[]): readonly TabItem[] {
  const { t, formatNumber } = useText();
  const problems = version.profile.problems.length;
  const images: TabItem[] = version.image
    ? [
        {
          value: "images",
          label: t("data.tabs.images"),
          content: <ImageRows version={version} image={version.image} />,
        },
      ]
    : [];
  return [
    ...images,
    { value: "rows", label: t("data.tabs.rows"), content: <VersionRows version={version} /> },
    { value: "columns", label: t("data.tabs.columns"), content: <ColumnTable version={version} /> },
    {
      value: "problems",
      label: problems > 0 ? `${t("data.tabs.problems")} · ${formatNumber(problems)}` : t("data.tabs.problems"),
      content: <ProblemList problems={version.profile.problems} />,
    },
    {
      value: "drift",
      label: t("data.tabs.drift"),
      content: <VersionDrift version={version} versions={versions} />,
    },
  ];
}
