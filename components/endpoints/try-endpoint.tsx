"use client";

/** One row through the endpoint's stable route: a form, or a drawing where rows are images. */
import { useCallback } from "react";
import type { Row } from "@/lib/data/table";
import type { Endpoint } from "@/lib/serving/endpoint";
import { useText } from "../i18n";
import { DrawDigit } from "../notebook/cells/try/draw-digit";
import { TryRow } from "../notebook/cells/try/try-row";
import { useServices } from "../services";
import { useFacts } from "../shelf/use-facts";

export function TryEndpoint({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const { serving } = useServices();
  const digest = endpoint.routes[0]?.packageDigest;
  const facts = useFacts(
    async ({ stores }) => {
      if (digest === undefined) return null;
      const made = await stores.packages.getPackage(digest);
      return { made, version: await stores.datasets.getVersion(made.datasetVersionId) };
    },
    [digest],
  );
  const ask = useCallback((row: Row) => serving.predictEndpoint(endpoint.id, row), [serving, endpoint.id]);
  if (!facts) return null;
  if (facts.made.image) return <DrawDigit layout={facts.made.image} made={facts.made} ask={ask} />;
  return (
    <div>
      <p className="mb-3 text-sm text-faint">{t("endpoints.tryHint")}</p>
      <TryRow made={facts.made} version={facts.version} ask={ask} />
    </div>
  );
}
