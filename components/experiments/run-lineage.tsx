"use client";

import type { Run } from "@/lib/tracking/run";
import { useText } from "../i18n";
import { LineageStrip, type LineageStop } from "../shelf/lineage-strip";
import { useFacts } from "../shelf/use-facts";

/** Data → this run → the model versions that came of it. */
export function RunLineage({ run }: { readonly run: Run }) {
  const { t } = useText();
  const versions = useFacts(
    async ({ stores, projectId }) => {
      const all = await stores.registry.listModelVersions(projectId);
      return all.filter((version) => version.runId === run.id);
    },
    [run.id],
  );
  const data = run.inputs.map<LineageStop>((input) => ({
    key: input.datasetVersionId,
    label: t("models.lineageData"),
    kind: "dataset",
    text: t("data.version", { name: input.name, version: String(input.version) }),
    digest: input.contentSha256,
    href: `/data?id=${input.datasetVersionId}`,
  }));
  const made = (versions ?? []).map<LineageStop>((version) => ({
    key: `${version.modelName}/${version.version}`,
    label: t("models.lineageVersion"),
    kind: "register",
    text: t("data.version", { name: version.modelName, version: version.version }),
    digest: version.packageDigest,
    href: `/models?name=${encodeURIComponent(version.modelName)}&version=${version.version}`,
  }));
  const self: LineageStop = {
    key: run.id,
    label: t("models.lineageRun"),
    kind: "train",
    text: run.name,
    digest: run.id,
    href: `/experiments?run=${run.id}`,
  };
  return <LineageStrip label={t("experiments.lineage")} stops={[...data, self, ...made]} />;
}
