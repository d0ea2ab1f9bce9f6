"use client";

/** "made by cell …": a link to where a stored thing was made. Nothing while nobody is known. */
import Link from "next/link";
import { useText } from "../i18n";
import type { AppServices } from "../services";
import { findMaker, makerHref, type MadeThings } from "./maker";
import { useFacts } from "./use-facts";

export function MadeBy({ id }: { readonly id: string }) {
  const { t } = useText();
  const maker = useFacts(async (services) => findMaker(await madeThings(services, id), id), [id]);
  if (!maker) return null;
  return (
    <Link href={makerHref(maker)} className="text-sm text-soft underline underline-offset-3 hover:text-ink">
      {maker.kind === "cell" ? t("common.madeBy", { cell: maker.name }) : `${t("data.made")} ${t("data.byPipeline")}`}
    </Link>
  );
}

async function madeThings({ stores, projectId }: AppServices, id: string): Promise<MadeThings> {
  const [summaries, pipelineRuns, entries] = await Promise.all([
    stores.notebooks.listNotebooks(projectId),
    stores.pipelines.listRuns(projectId),
    stores.journal.list(projectId, { subject: id }),
  ]);
  const notebooks = await Promise.all(
    summaries.map(async ({ id }) => ({
      document: await stores.notebooks.getNotebook(id),
      results: await stores.notebooks.results(id),
    })),
  );
  return { notebooks, pipelineRuns, entries };
}
