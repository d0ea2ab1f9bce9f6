"use client";

/** Asks before something goes that others stand on, or says what forbids it. */
import type { DeletionPlan, Taken } from "@/lib/notebook/services/trash";
import { useErrorText, useText } from "../i18n";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { Wish } from "./wish";

const NAMES_SHOWN = 3;

export interface DeletionDialogProps {
  readonly wish: Wish;
  readonly plan: DeletionPlan;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

export function DeletionDialog({ wish, plan, onClose, onRemove }: DeletionDialogProps) {
  const { t } = useText();
  const errorText = useErrorText();
  const { name, things } = wish;
  const many = things.length > 1;
  if (plan.refusal) {
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={t("trash.refused", { name })}
        footer={<Button onClick={onClose}>{t("common.close")}</Button>}
      >
        <p>{errorText(plan.refusal)}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={many ? t("trash.questionMany", { count: things.length }) : t("trash.question", { name })}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="danger" onClick={onRemove}>
            {t("common.delete")}
          </Button>
        </>
      }
    >
      <p>{t("trash.alongTitle")}</p>
      <Along takes={plan.takes} />
      <p className="mt-3 text-sm text-soft">{t("trash.wayBack")}</p>
    </Dialog>
  );
}

function Along({ takes }: { readonly takes: readonly Taken[] }) {
  const { t, local } = useText();
  const listed = (names: Taken["names"]) => {
    const shown = names.slice(0, NAMES_SHOWN).map((name) => `«${local(name).replace(/\/(?=\d+$)/, " v")}»`);
    const rest = names.length - shown.length;
    return rest > 0 ? t("trash.more", { names: shown.join(", "), count: rest }) : shown.join(", ");
  };
  return (
    <ul className="mt-1 list-disc pl-5">
      {takes.map(({ kind, names }) => (
        <li key={kind}>{t(`trash.along.${kind}`, { count: names.length, names: listed(names) })}</li>
      ))}
    </ul>
  );
}
