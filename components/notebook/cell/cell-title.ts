/** The one visible name of a cell: its stage; the identifier follows only where several cells share a stage. */
import type { Cell } from "@/lib/notebook/document/document";
import type { Translate } from "@/lib/i18n/translate";

export function cellTitle(cell: Cell, cells: readonly Cell[], t: Translate): string {
  const stage = t(`kinds.${cell.kind}.name`);
  if (!("name" in cell)) return stage;
  const alone = cells.filter((other) => other.kind === cell.kind).length === 1;
  return alone ? stage : `${stage} · ${cell.name}`;
}

/** The title of the cell with this identifier; the identifier itself when no cell has it any more. */
export function titleOfName(name: string, cells: readonly Cell[], t: Translate): string {
  const cell = cells.find((other) => "name" in other && other.name === name);
  return cell ? cellTitle(cell, cells, t) : name;
}
