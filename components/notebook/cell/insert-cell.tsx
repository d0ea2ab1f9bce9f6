"use client";

import { Plus } from "lucide-react";
import { newId, type CellId } from "@/lib/ids";
import { codeCell, textCell, wiredStageCell } from "@/lib/notebook/document/defaults";
import { SLOTS, STAGE_KINDS, type Cell, type StageKind } from "@/lib/notebook/document/document";
import { useText } from "../../i18n";
import { KindIcon } from "../../ui/kind-icon";
import { Menu, type MenuItem } from "../../ui/menu";
import { useNotebook } from "../notebook-context";
import { openForWriting } from "./new-cells";

/** The place between two cells: a line that offers to add one. */
export function InsertCell({ index }: { readonly index: number }) {
  const { t } = useText();
  const { document, edit } = useNotebook();
  const insert = (cell: Cell) => edit({ kind: "insert", cell, index });
  const write = (cell: Cell) => {
    openForWriting(cell.id);
    insert(cell);
  };
  const stage = (kind: StageKind, position: number): MenuItem => ({
    key: kind,
    label: t(`kinds.${kind}.name`),
    icon: <KindIcon kind={kind} size={15} />,
    separated: position === 0,
    onSelect: () =>
      insert(wiredStageCell({ id: newId<CellId>(), kind, cells: document.cells, index, slots: SLOTS[kind] })),
  });
  return (
    <div className="group relative flex h-6 items-center justify-center">
      <span
        aria-hidden
        className="absolute inset-x-0 h-px bg-line opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100"
      />
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            aria-label={t("notebook.insert.label")}
            title={t("notebook.insert.label")}
            className="relative grid size-6 place-items-center rounded-full border border-line bg-paper text-faint opacity-40 transition-opacity group-hover:opacity-100 hover:border-strong hover:text-ink focus-visible:opacity-100"
          >
            <Plus aria-hidden size={13} />
          </button>
        }
        items={[
          {
            key: "text",
            label: t("notebook.insert.text"),
            icon: <KindIcon kind="text" size={15} />,
            onSelect: () => write(textCell(newId<CellId>(), "")),
          },
          {
            key: "code",
            label: t("notebook.insert.code"),
            icon: <KindIcon kind="code" size={15} />,
            onSelect: () => write(codeCell(newId<CellId>(), "")),
          },
          ...STAGE_KINDS.map(stage),
        ]}
      />
    </div>
  );
}
