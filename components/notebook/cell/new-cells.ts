/** Cells that were added on this page just now: they open for writing. */
import type { CellId } from "@/lib/ids";
import { focusSoon } from "../../shell/focus-soon";

const added = new Set<CellId>();

/** Whether the cell was added here; the hint of an empty cell and its editor depend on it. */
export function isNewCell(id: CellId): boolean {
  return added.has(id);
}

/** Call before the cell is inserted: it opens for writing and takes the cursor. */
export function openForWriting(id: CellId): void {
  added.add(id);
  focusSoon(() => document.querySelector<HTMLElement>(`#cell-${id} :is(textarea, .native-edit-context)`));
}
