"use client";

/** "Continue": the notebooks that are in this browser, newest first. A first visit asks the storage for nothing. */
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import type { NotebookSummary } from "@/lib/notebook/services/store";
import { useText } from "../i18n";
import { useLazyServices } from "../lazy-services";

const SHOWN = 4;
const DATABASE = "ciclo";

export function RecentNotebooks() {
  const { t, local, formatDate } = useText();
  const notebooks = useRecent();
  if (notebooks.length === 0) return null;
  return (
    <section aria-labelledby="continue" className="border-t border-line pt-6">
      <h2 id="continue" className="mb-3 text-lg font-semibold">
        {t("home.continueTitle")}
      </h2>
      <ul className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        {notebooks.map((notebook) => (
          <li key={notebook.id}>
            <Link
              href={`/notebook?id=${notebook.id}`}
              className="flex items-center justify-between gap-3 rounded-md border border-line bg-surface px-4 py-3 hover:border-strong"
            >
              <span className="min-w-0">
                <span className="block truncate font-medium">{local(notebook.title)}</span>
                <span className="block text-sm text-soft">
                  {t("home.cells", { count: notebook.cellCount })} · {formatDate(notebook.updatedAtMs)}
                </span>
              </span>
              <span className="flex shrink-0 items-center gap-1 text-sm">
                {t("home.continue")}
                <ArrowRight aria-hidden size={15} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The newest notebooks. The stores are loaded only when this browser has been here before. */
function useRecent(): readonly NotebookSummary[] {
  const { load } = useLazyServices();
  const [notebooks, setNotebooks] = useState<readonly NotebookSummary[]>([]);
  useEffect(() => {
    let gone = false;
    const read = async () => {
      if (!(await hasWork())) return;
      const { stores, projectId } = await load();
      const found = [...(await stores.notebooks.listNotebooks(projectId))].sort(
        (a, b) => b.updatedAtMs - a.updatedAtMs,
      );
      if (!gone) setNotebooks(found.slice(0, SHOWN));
    };
    read().catch(() => undefined); // the page that needs the storage names the failure
    return () => void (gone = true);
  }, [load]);
  return notebooks;
}

async function hasWork(): Promise<boolean> {
  if (typeof indexedDB.databases !== "function") return true;
  return (await indexedDB.databases()).some((database) => database.name === DATABASE);
}
