"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { BY_PERSON } from "@/lib/journal";
import { rollback } from "@/lib/pipeline/rollback";
import type { Endpoint } from "@/lib/serving/endpoint";
import { rollbackTarget } from "@/lib/serving/rollout";
import { useText } from "../i18n";
import { useServices } from "../services";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";
import { Term } from "../ui/term";

/** One click: the version before serves all traffic again. */
export function RollBackButton({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const services = useServices();
  const [error, setError] = useState<WireError | null>(null);
  const [done, setDone] = useState(false);
  const target = rollbackTarget(endpoint);
  const back = async () => {
    setError(null);
    try {
      await rollback(services, endpoint.id, BY_PERSON);
      setDone(true);
    } catch (thrown) {
      setError(toWire(thrown));
    }
  };
  if (error) return <ErrorNote error={error} onRetry={() => void back()} />;
  return (
    <>
      <span role="status" className="self-center text-sm text-soft">
        {done ? t("endpoints.rolledBack") : ""}
      </span>
      {target ? (
        <Button size="sm" icon={<Undo2 aria-hidden size={15} />} onClick={() => void back()}>
          <Term of="common.terms.rollback">{t("endpoints.rollBack")}</Term> (v{target.modelVersion})
        </Button>
      ) : null}
    </>
  );
}
