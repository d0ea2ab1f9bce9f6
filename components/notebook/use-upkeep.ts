"use client";

/** What the page does by itself: follows other tabs, shows the data of a fresh notebook, runs code cells. */
import { useEffect, useRef } from "react";
import { asId, type CellId } from "@/lib/ids";
import type { NotebookRuntime } from "@/lib/notebook/runtime/runtime";
import { landOnCell } from "./go-to-cell";
import { useStored } from "./use-stored-base";

/** Takes what another tab saved. */
export function useFollowOtherTabs(runtime: NotebookRuntime): void {
  const stored = useStored((stores) => stores.notebooks.getNotebook(runtime.document.id), [runtime]);
  useEffect(() => {
    if (stored?.id === runtime.document.id) runtime.reload(stored);
  }, [runtime, stored]);
  const results = useStored((stores) => stores.notebooks.results(runtime.document.id), [runtime]);
  useEffect(() => {
    if (results) void runtime.follow(results);
  }, [runtime, results]);
  const versions = useStored(
    async (stores) =>
      (await stores.datasets.listVersions(await stores.notebooks.projectOf(runtime.document.id))).length,
    [runtime],
  );
  useEffect(() => {
    if (versions) void runtime.refresh();
  }, [runtime, versions]);
}

/** A link to a cell lands on it and lights it: the browser looked for it before the cells were there. So does one within the page. */
export function useLandOnCell(): void {
  useEffect(() => {
    let stop = () => {};
    const land = () => {
      const id = /^#cell-(.+)$/.exec(location.hash)?.[1];
      stop();
      if (id !== undefined) stop = landOnCell(asId<CellId>(id));
    };
    const frame = requestAnimationFrame(land);
    addEventListener("hashchange", land);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("hashchange", land);
      stop();
    };
  }, []);
}

/** The last edits are saved when the page is left or reloaded before their time has come. */
export function useSaveOnLeave(runtime: NotebookRuntime): void {
  useEffect(() => {
    const save = () => void (document.visibilityState === "hidden" && runtime.flush());
    document.addEventListener("visibilitychange", save);
    return () => document.removeEventListener("visibilitychange", save);
  }, [runtime]);
}

/** A notebook that has never run shows its data at once: everything before the first training is quick. */
export function useShowData(runtime: NotebookRuntime): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    const { document, states } = runtime.getSnapshot();
    const fresh = Object.values(states).every((state) => state.result === null);
    const dataset = document.cells.find((cell) => cell.kind === "dataset");
    const prepare = document.cells.find((cell) => cell.kind === "prepare");
    const shipped = dataset?.kind === "dataset" && ["builtin", "generator"].includes(dataset.params.source.kind);
    if (fresh && shipped && prepare && document.origin === null) runtime.runCell(prepare.id);
  }, [runtime]);
}
