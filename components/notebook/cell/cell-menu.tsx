"use client";

import { ArrowDown, ArrowUp, Braces, Copy, Ellipsis, Eye, EyeOff, Lock, Pencil, Trash2, Unlock } from "lucide-react";
import { useState } from "react";
import { newId, type CellId } from "@/lib/ids";
import { isStageCell, type Cell, type EdgeMode } from "@/lib/notebook/document/document";
import { useText } from "../../i18n";
import { IconButton } from "../../ui/button";
import { Menu, type MenuItem } from "../../ui/menu";
import { CodeDialog } from "./code-dialog";
import { useNotebook } from "../notebook-context";
import { cellTitle } from "./cell-title";
import { RenameDialog } from "./rename-dialog";
import { useRemoveCell } from "./use-remove-cell";

const EDGE_MODES: readonly EdgeMode[] = ["automatic", "approval", "manual"];
const ICON = 15;

export function CellMenu({ cell, index }: { readonly cell: Cell; readonly index: number }) {
  const { t } = useText();
  const { document } = useNotebook();
  const [dialog, setDialog] = useState<"rename" | "code" | null>(null);
  const items = useItems(cell, index, setDialog);
  const name = cellTitle(cell, document.cells, t);
  return (
    <>
      <Menu
        trigger={
          <IconButton size="sm" label={t("notebook.cell.menu", { name })}>
            <Ellipsis aria-hidden size={16} className="text-faint" />
          </IconButton>
        }
        items={items}
      />
      {dialog === "rename" && isStageCell(cell) ? <RenameDialog cell={cell} onClose={() => setDialog(null)} /> : null}
      {dialog === "code" && isStageCell(cell) ? <CodeDialog cell={cell} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

function useItems(cell: Cell, index: number, open: (dialog: "rename" | "code") => void): readonly MenuItem[] {
  const { t } = useText();
  const { document, edit } = useNotebook();
  const remove = useRemoveCell();
  const cellId = cell.id;
  const stage = isStageCell(cell);
  const item = (key: string, label: string, icon: MenuItem["icon"], onSelect: () => void): MenuItem => ({
    key,
    label,
    icon,
    onSelect,
  });
  return [
    ...(stage
      ? [
          {
            ...item("rename", t("notebook.cell.rename"), <Pencil aria-hidden size={ICON} />, () => open("rename")),
            disabled: cell.locked,
          },
          item("code", t("notebook.cell.showCode"), <Braces aria-hidden size={ICON} />, () => open("code")),
        ]
      : []),
    {
      ...item("up", t("notebook.cell.moveUp"), <ArrowUp aria-hidden size={ICON} />, () =>
        edit({ kind: "move", cellId, index: index - 1 }),
      ),
      disabled: index === 0,
    },
    {
      ...item("down", t("notebook.cell.moveDown"), <ArrowDown aria-hidden size={ICON} />, () =>
        edit({ kind: "move", cellId, index: index + 1 }),
      ),
      disabled: index === document.cells.length - 1,
    },
    item("duplicate", t("notebook.cell.duplicate"), <Copy aria-hidden size={ICON} />, () =>
      edit({ kind: "duplicate", cellId, newId: newId<CellId>() }),
    ),
    item(
      "lock",
      t(cell.locked ? "notebook.cell.unlock" : "notebook.cell.lock"),
      cell.locked ? <Unlock aria-hidden size={ICON} /> : <Lock aria-hidden size={ICON} />,
      () => edit({ kind: "flags", cellId, locked: !cell.locked }),
    ),
    item(
      "hide",
      t(cell.hidden ? "notebook.cell.show" : "notebook.cell.hide"),
      cell.hidden ? <Eye aria-hidden size={ICON} /> : <EyeOff aria-hidden size={ICON} />,
      () => edit({ kind: "flags", cellId, hidden: !cell.hidden }),
    ),
    ...(cell.kind === "text" || cell.kind === "unknown"
      ? []
      : EDGE_MODES.map((mode, position): MenuItem => ({
          key: `edge-${mode}`,
          label: t(`notebook.edge.${mode}`),
          checked: (document.edges[cellId] ?? "automatic") === mode,
          onSelect: () => edit({ kind: "edge", cellId, mode }),
          separated: position === 0,
          disabled: cell.locked,
        }))),
    {
      ...item("delete", t("notebook.cell.delete"), <Trash2 aria-hidden size={ICON} />, () => remove(cell)),
      danger: true,
      separated: true,
      disabled: cell.locked,
    },
  ];
}
