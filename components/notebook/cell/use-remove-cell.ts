"use client";

/** Removing a cell: the next one takes the focus, so that the keyboard goes on, and a line at the bottom brings the cell back. */
import type { CellId } from "@/lib/ids";
import type { Cell } from "@/lib/notebook/document/document";
import { useText } from "../../i18n";
import { useToast } from "../../ui/toaster";
import { useNotebook } from "../notebook-context";

export function useRemoveCell(): (cell: Cell) => void {
  const { t } = useText();
  const { document, edit, undo, select } = useNotebook();
  const tell = useToast();
  return (cell) => {
    const index = document.cells.findIndex(({ id }) => id === cell.id);
    const follower = document.cells[index + 1] ?? document.cells[index - 1];
    select(null);
    edit({ kind: "remove", cellId: cell.id });
    tell({
      text: t("notebook.cell.deleted"),
      action: { label: t("common.undo"), run: () => bringBack(undo, cell.id) },
    });
    if (follower) focusCell(follower.id);
  };
}

function bringBack(undo: () => void, id: CellId): void {
  undo();
  focusCell(id);
}

/** After the page has drawn the cells as they are now. */
function focusCell(id: CellId): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => window.document.getElementById(`cell-${id}`)?.focus({ preventScroll: false })),
  );
}
