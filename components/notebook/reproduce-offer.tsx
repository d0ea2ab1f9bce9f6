"use client";

/** "Reproduce run …": what goes back to its place first, then the training, then whether the same came out. */
import { useState } from "react";
import { asId, type CellId, type RunId } from "@/lib/ids";
import { restoreRun, type Restoration } from "@/lib/notebook/document/restore-run";
import { ARTIFACTS } from "@/lib/tracking/artifacts";
import { TAGS, type Run } from "@/lib/tracking/run";
import { useRunWords } from "../experiments/run-words";
import { ReproductionNote } from "../experiments/reproduction-note";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { useNotebook } from "./notebook-context";
import { changedOptions } from "./changed-options";
import { useStored, useStoredById } from "./use-stored";

export function ReproduceOffer({ runId }: { readonly runId: string }) {
  const { t } = useText();
  const { document, states, reproduce } = useNotebook();
  const [closed, setClosed] = useState(false);
  const last = useLastRepetition(runId);
  const found = useStoredById(runId, async (stores, id) => {
    const run = await stores.tracking.getRun(asId<RunId>(id));
    const artifact = run.artifacts.find((other) => other.path === ARTIFACTS.notebook);
    if (!artifact) return null;
    return { run, notebookJson: new TextDecoder().decode(await stores.blobs.get(artifact.digest)) };
  });
  if (!found || closed) return null;
  const held = (id: CellId) => states[id]?.result?.handle?.id ?? null;
  const restoration = restoreRun(document, found, held);
  const running = last?.status === "RUNNING";
  return (
    <section aria-label={t("experiments.reproduce")} className="mb-4 rounded-md border border-line px-3 py-2">
      <h2 className="font-semibold">{t("notebook.reproduce.title", { name: found.run.name })}</h2>
      {last && !running ? <ReproductionNote run={last} /> : null}
      {running ? (
        <p role="status">{t("notebook.reproduce.running")}</p>
      ) : restoration ? (
        <Changes restoration={restoration} run={found.run} quiet={last != null} />
      ) : (
        <p>{t("notebook.reproduce.gone")}</p>
      )}
      <div className="mt-2 flex gap-2">
        {restoration && !running ? (
          <Button size="sm" onClick={() => reproduce(restoration, found.run.id)}>
            {t(last ? "notebook.reproduce.again" : "notebook.reproduce.apply")}
          </Button>
        ) : null}
        <Button size="sm" variant="ghost" onClick={() => setClosed(true)}>
          {t("notebook.reproduce.dismiss")}
        </Button>
      </div>
    </section>
  );
}

/** The newest run of this notebook that was to repeat a run. */
function useLastRepetition(runId: string): Run | null | undefined {
  const { projectId, notebookId } = useNotebook();
  return useStored(
    async ({ tracking }) => {
      const runs = await tracking.listRuns(projectId);
      return runs.find((run) => run.notebookId === notebookId && run.tags[TAGS.reproduces] === runId) ?? null;
    },
    [projectId, notebookId, runId],
  );
}

interface ChangesProps {
  readonly restoration: Restoration;
  readonly run: Run;
  /** A verdict stands above: that nothing would change needs no word. */
  readonly quiet: boolean;
}

function Changes({ restoration, run, quiet }: ChangesProps) {
  const { t } = useText();
  const { document } = useNotebook();
  const { paramName, paramValue } = useRunWords();
  const { edits } = restoration;
  if (edits.length === 0) return quiet ? null : <p>{t("notebook.reproduce.unchanged")}</p>;
  const [input] = run.inputs;
  const words = ({ cell }: (typeof edits)[number]): string => {
    if (cell.kind === "dataset" && input)
      return t("notebook.reproduce.data", { name: input.name, version: input.version });
    const changed = changedOptions(document, cell, run).map(
      ({ key, now, then }) => `${paramName(key)} ${paramValue(now)} → ${paramValue(then)}`,
    );
    return changed.length > 0 ? changed.join(", ") : t("notebook.reproduce.options");
  };
  return (
    <>
      <p>{t("notebook.reproduce.changes")}</p>
      <ul className="list-disc pl-5">
        {edits.map((edit) => (
          <li key={edit.cellId}>
            {t(`kinds.${edit.cell.kind}.name`)}: {words(edit)}
          </li>
        ))}
      </ul>
    </>
  );
}
