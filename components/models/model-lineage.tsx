"use client";

/** Data digest → run → version → endpoint, for a package. */
import type { ModelPackage } from "@/lib/packaging/package";
import type { ModelVersion } from "@/lib/registry/registered-model";
import { useText } from "../i18n";
import { LineageStrip, type LineageStop } from "../shelf/lineage-strip";
import { useFacts } from "../shelf/use-facts";

export interface ModelLineageProps {
  readonly made: ModelPackage;
  readonly version?: ModelVersion;
}

export function ModelLineage({ made, version }: ModelLineageProps) {
  const { t } = useText();
  const facts = useFacts(
    async ({ stores, projectId }) => {
      const endpoints = await stores.endpoints.listEndpoints(projectId);
      return {
        run: await stores.tracking.getRun(made.runId),
        endpoints: endpoints.filter((endpoint) => endpoint.routes.some((route) => route.packageDigest === made.digest)),
      };
    },
    [made.digest],
  );
  const { lineage } = made.manifest;
  const data: LineageStop = {
    key: "data",
    label: t("models.lineageData"),
    kind: "dataset",
    text: t("data.version", { name: lineage.datasetName, version: String(lineage.datasetVersion) }),
    digest: lineage.datasetSha256,
    href: `/data?id=${made.datasetVersionId}`,
  };
  const run: LineageStop = {
    key: "run",
    label: t("models.lineageRun"),
    kind: "train",
    text: facts?.run.name ?? t("models.lineageRun"),
    digest: made.runId,
    href: `/experiments?run=${made.runId}`,
  };
  const registered: LineageStop = version
    ? {
        key: "version",
        label: t("models.lineageVersion"),
        kind: "register",
        text: t("data.version", { name: version.modelName, version: version.version }),
        digest: made.digest,
        href: `/models?name=${encodeURIComponent(version.modelName)}&version=${version.version}`,
      }
    : {
        key: "version",
        label: t("models.package"),
        kind: "package",
        text: t("models.package"),
        digest: made.digest,
        href: `/models?package=${made.digest}`,
      };
  const served = (facts?.endpoints ?? []).map<LineageStop>((endpoint) => ({
    key: endpoint.id,
    label: t("models.lineageEndpoint"),
    kind: "deploy",
    text: endpoint.name,
    href: `/endpoints?id=${endpoint.id}`,
  }));
  const nobody: LineageStop = {
    key: "endpoint",
    label: t("models.lineageEndpoint"),
    kind: "deploy",
    text: null,
    href: "/endpoints",
    none: t("models.notServed"),
  };
  return (
    <LineageStrip
      label={t("models.lineage")}
      stops={[data, run, registered, ...(served.length > 0 ? served : [nobody])]}
    />
  );
}
