"use client";

/** Lineage, options, code: beside the page where there is room, a sheet from the bottom edge elsewhere. */
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../i18n";
import { IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { useMedia } from "./use-media";

export interface InspectorProps {
  readonly title: string;
  readonly content: ReactNode;
  readonly onClose: () => void;
}

export function InspectorPanel({ title, content, onClose }: InspectorProps) {
  const { t } = useText();
  const beside = useMedia("(width >= 1120px)");
  if (!beside) {
    return (
      <Dialog open onOpenChange={(open) => open || onClose()} title={title} sheet>
        {content}
      </Dialog>
    );
  }
  return (
    <aside
      aria-label={t("shell.inspector")}
      className="sticky top-(--header) h-[calc(100dvh-var(--header))] w-80 shrink-0 overflow-y-auto border-l border-line"
    >
      <div className="sticky top-0 z-10 flex items-center justify-between gap-2 bg-paper py-2 pr-2 pl-4">
        <h2 className="truncate font-semibold">{title}</h2>
        <IconButton label={t("shell.closeInspector")} onClick={onClose}>
          <X aria-hidden size={18} />
        </IconButton>
      </div>
      <div className="px-4 pb-8">{content}</div>
    </aside>
  );
}
