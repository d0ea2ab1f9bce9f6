"use client";

/** A notebook on a person's own file is called after it, and so is what it trains, registers and serves. */
import { isStageCell, type NotebookDocument } from "@/lib/notebook/document/document";
import type { Edit } from "@/lib/notebook/document/edits";
import { renamedTo, unusedName } from "@/lib/notebook/document/own-names";
import { namesInUse } from "@/lib/notebook/services/names-in-use";
import { csvStarter } from "@/lib/notebook/templates/csv";
import { useServices } from "../../../services";
import { useNotebook } from "../../notebook-context";

const NAMING = new Set(["train", "register", "deploy"]);

/** Renames for a file called `stem`. What has been stored under the names so far keeps them; so does a title that a person wrote. */
export function useFileNames(): (stem: string) => Promise<void> {
  const { document, edit } = useNotebook();
  const { stores, projectId } = useServices();
  return async (stem) => {
    if (JSON.stringify(document.title) === JSON.stringify(csvStarter.title)) edit({ kind: "title", title: stem });
    const naming = new Set<string>(document.cells.filter(({ kind }) => NAMING.has(kind)).map(({ id }) => id));
    if ((await stores.notebooks.results(document.id)).some(({ cellId }) => naming.has(cellId))) return;
    const name = unusedName(stem, await namesInUse(stores, projectId, document.id));
    for (const change of changesTo(document, name)) edit(change);
  };
}

function changesTo(document: NotebookDocument, name: string): readonly Edit[] {
  return renamedTo(document, () => name).cells.flatMap((cell, index) => {
    if (cell === document.cells[index] || !isStageCell(cell) || cell.locked) return [];
    return [{ kind: "params", cellId: cell.id, params: { ...cell.params } } as const];
  });
}
