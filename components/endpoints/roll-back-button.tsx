"use client";

import { useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { BY_PERSON, withNote } from "@/lib/journal";
import { rollback } from "@/lib/pipeline/rollback";
import type { Endpoint } from "@/lib/serving/endpoint";
import { useText } from "../i18n";
import { useServices } from "../services";
import { ErrorNote } from "../ui/error-note";
import { RollBack } from "./roll-back";

/** One click on the shelf: the version before serves all traffic again. */
export function RollBackButton({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const services = useServices();
  const [error, setError] = useState<WireError | null>(null);
  const [done, setDone] = useState(false);
  const back = async (note: string) => {
    setError(null);
    try {
      await rollback(services, endpoint.id, withNote(BY_PERSON, note));
      setDone(true);
    } catch (thrown) {
      setError(toWire(thrown));
    }
  };
  if (error) return <ErrorNote error={error} onRetry={() => setError(null)} />;
  return (
    <div className="flex grow flex-col gap-1">
      <span role="status" className="text-sm text-soft">
        {done ? t("endpoints.rolledBack") : ""}
      </span>
      <RollBack endpoint={endpoint} onRollBack={(note) => void back(note)} />
    </div>
  );
}
