/** Hidden cells that stand together. */
import type { CellId } from "@/lib/ids";
import type { Cell } from "@/lib/notebook/document/document";

export interface HiddenGroup {
  readonly first: CellId;
  readonly ids: readonly CellId[];
}

/** The group of each hidden cell. */
export function hiddenGroups(cells: readonly Pick<Cell, "id" | "hidden">[]): ReadonlyMap<CellId, HiddenGroup> {
  const groups: CellId[][] = [];
  let open: CellId[] | null = null;
  for (const { id, hidden } of cells) {
    if (!hidden) open = null;
    else if (open) open.push(id);
    else groups.push((open = [id]));
  }
  return new Map(groups.flatMap((ids) => ids.map((id) => [id, { first: ids[0]!, ids }] as const)));
}
