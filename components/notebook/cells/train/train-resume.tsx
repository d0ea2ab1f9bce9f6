"use client";

/** On a training that was cut off: the offer to go on from where it was last stored, before the one to begin again. */
import { RotateCw } from "lucide-react";
import type { StageCellOf } from "@/lib/notebook/document/document";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { useNotebook } from "../../notebook-context";
import { useResumable } from "./use-resumable";

export function TrainResume({ cell }: { readonly cell: StageCellOf<"train"> }) {
  const { t } = useText();
  const { resume } = useNotebook();
  const found = useResumable(cell);
  if (!found) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
      <span>{t("cells.train.cutOff")}</span>
      <Button
        size="sm"
        variant="primary"
        icon={<RotateCw aria-hidden size={13} />}
        data-testid="train-resume"
        onClick={() => resume(cell.id, found.runId)}
      >
        {t("cells.train.resume", { epoch: found.epoch })}
      </Button>
    </p>
  );
}
