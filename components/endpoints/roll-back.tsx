"use client";

/** The way back: what it changes, a reason for who wants to give one, and one click. */
import { Undo2 } from "lucide-react";
import { useState } from "react";
import type { Endpoint } from "@/lib/serving/endpoint";
import { rollbackTarget } from "@/lib/serving/rollout";
import { useText } from "../i18n";
import { ChangeLine } from "../models/change-line";
import { ReasonField } from "../models/reason-field";
import { useVersionChange } from "../models/use-version-change";
import { Button } from "../ui/button";
import { Term } from "../ui/term";

export interface RollBackProps {
  readonly endpoint: Endpoint;
  readonly onRollBack: (note: string) => void;
}

/** Nothing where there is nothing to go back to. */
export function RollBack({ endpoint, onRollBack }: RollBackProps) {
  const { t } = useText();
  const [note, setNote] = useState("");
  const target = rollbackTarget(endpoint);
  const change = useVersionChange(target ? endpoint.modelName : null, {
    from: endpoint.routes.at(-1)?.modelVersion ?? null,
    to: target?.modelVersion ?? null,
  });
  if (!target) return null;
  return (
    <div className="flex flex-col gap-2" data-testid="roll-back">
      {change ? <ChangeLine change={change} /> : null}
      <div className="flex flex-wrap items-end gap-3">
        <ReasonField value={note} needed={false} onChange={setNote} />
        <Button
          icon={<Undo2 aria-hidden size={15} />}
          onClick={() => {
            onRollBack(note);
            setNote("");
          }}
        >
          <Term of="common.terms.rollback">{t("endpoints.rollBack", { version: target.modelVersion })}</Term>
        </Button>
      </div>
    </div>
  );
}
