"use client";

import { useState } from "react";
import type { StageCell } from "@/lib/notebook/document/document";
import { IDENTIFIER } from "@/lib/notebook/document/notebook-schema";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/form/field";
import { TextInput } from "../../ui/form/text-input";
import { useNotebook } from "../notebook-context";

export function RenameDialog({ cell, onClose }: { readonly cell: StageCell; readonly onClose: () => void }) {
  const { t } = useText();
  const { document, edit } = useNotebook();
  const [name, setName] = useState(cell.name);
  const taken = document.cells.some((other) => other.id !== cell.id && "name" in other && other.name === name);
  const problem = taken
    ? t("notebook.cell.renameTaken")
    : IDENTIFIER.test(name)
      ? null
      : t("notebook.cell.renameInvalid");
  const apply = () => {
    if (problem !== null) return;
    edit({ kind: "rename", cellId: cell.id, name });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("notebook.cell.rename")}
      footer={
        <>
          <Button onClick={onClose}>{t("notebook.cell.cancel")}</Button>
          <Button variant="primary" disabled={problem !== null} onClick={apply}>
            {t("notebook.cell.apply")}
          </Button>
        </>
      }
    >
      <Field label={t("notebook.cell.renameLabel")} hint={t("notebook.cell.renameHint")} error={problem}>
        <TextInput value={name} onChange={setName} onKeyDown={(event) => event.key === "Enter" && apply()} />
      </Field>
    </Dialog>
  );
}
