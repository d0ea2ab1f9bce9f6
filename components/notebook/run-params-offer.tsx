"use client";

/** "Use the options of run …?": duplicates a run's parameters into its cell. */
import { useState } from "react";
import { asId, type RunId } from "@/lib/ids";
import { takeRunParams } from "@/lib/notebook/document/run-params";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { cellTitle } from "./cell/cell-title";
import { useNotebook } from "./notebook-context";
import { useStoredById } from "./use-stored";

const SNAPSHOT = "notebook.json";

export function RunParamsOffer({ runId }: { readonly runId: string }) {
  const { t } = useText();
  const { document, edit, goTo } = useNotebook();
  const [closed, setClosed] = useState(false);
  const found = useStoredById(runId, async (stores, id) => {
    const run = await stores.tracking.getRun(asId<RunId>(id));
    const artifact = run.artifacts.find((other) => other.path === SNAPSHOT);
    if (!artifact) return null;
    return { run, json: new TextDecoder().decode(await stores.blobs.get(artifact.digest)) };
  });
  const change = found && !closed ? takeRunParams(document, found.run, found.json) : null;
  if (!found || change?.kind !== "params") return null;
  const cell = document.cells.find((other) => other.id === change.cellId);
  return (
    <section className="mb-4 flex flex-wrap items-center gap-3 rounded-md border border-line bg-sunk px-3 py-2">
      <p className="grow">
        {t("notebook.runParams.offer", { name: found.run.name, cell: cell ? cellTitle(cell, document.cells, t) : "" })}
      </p>
      <Button
        size="sm"
        onClick={() => {
          edit(change);
          setClosed(true);
          goTo(change.cellId);
        }}
      >
        {t("notebook.runParams.apply")}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => setClosed(true)}>
        {t("notebook.runParams.dismiss")}
      </Button>
    </section>
  );
}
