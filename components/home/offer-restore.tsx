"use client";

/** A backup was brought: restoring it replaces everything, so it is asked first. */
import { useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { useText } from "../i18n";
import { useLazyServices } from "../lazy-services";
import { announceReplaced } from "../shell/replaced";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";

export function OfferRestore({ file, onClose }: { readonly file: File; readonly onClose: () => void }) {
  const { t } = useText();
  const { load } = useLazyServices();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const restore = async () => {
    setBusy(true);
    setError(null);
    try {
      await (await load()).workspace.restore(file);
      announceReplaced();
      location.assign("/");
    } catch (cause) {
      setError(toWire(cause));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("settings.backup.confirmTitle")}
      description={t("settings.backup.confirmSentence", { name: file.name })}
      footer={
        <Button variant="danger" disabled={busy} onClick={() => void restore()}>
          {t("settings.backup.confirm")}
        </Button>
      }
    >
      {busy ? <p role="status">{t("settings.backup.restoring")}</p> : null}
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}
