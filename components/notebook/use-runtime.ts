"use client";

/** Opens a notebook and binds its runtime to React. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { asId, type NotebookId } from "@/lib/ids";
import { openNotebook } from "@/lib/notebook/runtime/open-notebook";
import type { NotebookRuntime, NotebookSnapshot } from "@/lib/notebook/runtime/runtime";
import { useServices } from "../services";
import { browserTimer } from "./browser-timer";

export type Opened =
  | { readonly kind: "opening" }
  | { readonly kind: "failed"; readonly error: WireError }
  | { readonly kind: "open"; readonly runtime: NotebookRuntime };

/** Steps of undo by notebook: they outlive a visit to a shelf, as long as the page is not loaded anew. */
const histories = new Map<string, NotebookRuntime["history"]>();

/** The runtime of a stored notebook, made once and let go with the page. */
export function useOpenNotebook(id: string | null): Opened {
  const services = useServices();
  const [opened, setOpened] = useState<Opened & { readonly of?: string | null }>({ kind: "opening" });
  useEffect(() => {
    let current = true;
    let runtime: NotebookRuntime | null = null;
    const open = async () => {
      const [{ analyseCell }, { createCodeRunner }] = await Promise.all([
        import("@/lib/notebook/code/compile"),
        import("@/workers/sandbox/sandbox.client"),
      ]);
      const history = histories.get(id ?? "");
      const made = await openNotebook({
        ...(history ? { history } : {}),
        services,
        notebookId: asId<NotebookId>(id ?? ""),
        timer: browserTimer,
        analyse: analyseCell,
      });
      made.setCodeRunner(createCodeRunner(services));
      if (!current) return made.dispose();
      runtime = made;
      setOpened({ kind: "open", runtime: made, of: id });
    };
    open().catch((error: unknown) => void (current && setOpened({ kind: "failed", error: toWire(error), of: id })));
    return () => {
      current = false;
      if (runtime) histories.set(runtime.document.id, runtime.history);
      void runtime?.dispose();
    };
  }, [services, id]);
  // While the next notebook opens, the last one must not be shown, nor edited, at its address.
  return opened.of === id ? opened : { kind: "opening" };
}

/** What the page shows now. */
export function useSnapshot(runtime: NotebookRuntime): NotebookSnapshot {
  return useSyncExternalStore(runtime.subscribe, runtime.getSnapshot, runtime.getSnapshot);
}
