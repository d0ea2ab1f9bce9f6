"use client";

/** "Continue": the notebooks that are in this browser, newest first. A first visit asks the storage for nothing. */
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import type { NotebookSummary } from "@/lib/notebook/services/store";
import { useText } from "../i18n";
import { useLazyServices } from "../lazy-services";

const NotebookList = dynamic(() => import("../notebooks/notebook-list").then((module) => module.NotebookList), {
  ssr: false,
});

const DATABASE = "ciclo";

export function RecentNotebooks() {
  const { t } = useText();
  const { notebooks, again } = useNotebooks();
  if (notebooks.length === 0) return null;
  return (
    <section aria-labelledby="continue" className="border-t border-line pt-6">
      <h2 id="continue" className="mb-3 text-lg font-semibold">
        {t("home.continueTitle")}
      </h2>
      <NotebookList notebooks={notebooks} onChange={again} />
    </section>
  );
}

/** All notebooks, newest first. The stores are loaded only when this browser has been here before. */
function useNotebooks() {
  const { load } = useLazyServices();
  const [notebooks, setNotebooks] = useState<readonly NotebookSummary[]>([]);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let gone = false;
    const read = async () => {
      if (!(await hasWork())) return;
      const { stores, projectId } = await load();
      const found = [...(await stores.notebooks.listNotebooks(projectId))].sort(
        (a, b) => b.updatedAtMs - a.updatedAtMs,
      );
      if (!gone) setNotebooks(found);
    };
    read().catch(() => undefined); // the page that needs the storage names the failure
    return () => void (gone = true);
  }, [load, turn]);
  return { notebooks, again: () => setTurn((before) => before + 1) };
}

async function hasWork(): Promise<boolean> {
  if (typeof indexedDB.databases !== "function") return true;
  return (await indexedDB.databases()).some((database) => database.name === DATABASE);
}
