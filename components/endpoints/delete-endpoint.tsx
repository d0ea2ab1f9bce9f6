"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { BY_PERSON } from "@/lib/journal";
import type { Endpoint } from "@/lib/serving/endpoint";
import { useText } from "../i18n";
import { useServices } from "../services";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";

/** Deletes an endpoint after saying what goes with it. */
export function DeleteEndpoint({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const { stores, serving, projectId } = useServices();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const remove = async () => {
    try {
      await stores.endpoints.deleteEndpoint(endpoint.id, BY_PERSON);
      router.push("/endpoints");
      await serving.reconcile(projectId);
    } catch (thrown) {
      setError(toWire(thrown));
    }
  };
  return (
    <div className="border-t border-line py-5">
      <Button variant="danger" size="sm" icon={<Trash2 aria-hidden size={15} />} onClick={() => setOpen(true)}>
        {t("endpoints.delete")}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t("endpoints.deleteQuestion", { name: endpoint.name })}
        description={t("endpoints.deleteConsequence")}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t("common.cancel")}</Button>
            <Button variant="danger" onClick={() => void remove()}>
              {t("common.delete")}
            </Button>
          </>
        }
      >
        {error ? <ErrorNote error={error} /> : null}
      </Dialog>
    </div>
  );
}
