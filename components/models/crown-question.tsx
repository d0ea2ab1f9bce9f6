"use client";

/** Before a version is made champion by hand: what changes, and why. */
import { useState } from "react";
import type { RegisteredModel } from "@/lib/registry/registered-model";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { ChangeLine } from "./change-line";
import { hasReason, ReasonField } from "./reason-field";
import { useVersionChange } from "./use-version-change";

export interface CrownQuestionProps {
  readonly model: RegisteredModel;
  readonly version: string;
  readonly onCrown: (note: string) => Promise<void>;
  readonly onCancel: () => void;
}

export function CrownQuestion({ model, version, onCrown, onCancel }: CrownQuestionProps) {
  const { t } = useText();
  const [note, setNote] = useState("");
  const change = useVersionChange(model.name, { from: model.aliases.champion ?? null, to: version });
  const needed = change?.missed != null;
  return (
    <section
      aria-label={t("models.crownQuestion", { version })}
      data-testid="crown-question"
      className="mt-3 flex flex-col gap-2 rounded-md border border-line px-4 py-3"
    >
      <h4 className="font-medium">{t("models.crownQuestion", { version })}</h4>
      {change ? <ChangeLine change={change} /> : null}
      <div className="flex flex-wrap items-end gap-3">
        <ReasonField value={note} needed={needed} onChange={setNote} />
        <Button variant="primary" disabled={!change || (needed && !hasReason(note))} onClick={() => void onCrown(note)}>
          {t("models.makeChampion")}
        </Button>
        <Button onClick={onCancel}>{t("models.cancel")}</Button>
      </div>
    </section>
  );
}
