"use client";

/** Asks before a notebook is begun anew: what it keeps, and what goes. */
import type { NotebookSummary } from "@/lib/notebook/services/store";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

export interface BeginAgainDialogProps {
  readonly notebook: NotebookSummary;
  readonly onClose: () => void;
  readonly onBegin: () => void;
}

export function BeginAgainDialog({ notebook, onClose, onBegin }: BeginAgainDialogProps) {
  const { t, local } = useText();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("notebooks.again.question", { title: local(notebook.title) })}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="primary" onClick={onBegin}>
            {t("notebooks.startAgain")}
          </Button>
        </>
      }
    >
      <ul className="list-disc pl-5">
        <li>{t("notebooks.again.keeps")}</li>
        <li>{t("notebooks.again.goes")}</li>
      </ul>
      <p className="mt-3 text-sm text-soft">{t("trash.wayBack")}</p>
    </Dialog>
  );
}
