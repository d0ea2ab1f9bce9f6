"use client";

/** On a training that was cut off: the offer to go on from where it was last stored. */
import { RotateCw } from "lucide-react";
import { asId, type RecipeId } from "@/lib/ids";
import type { StageCellOf } from "@/lib/notebook/document/document";
import { resumableRun } from "@/lib/notebook/runtime/resumable-run";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { useNotebook } from "../../notebook-context";
import { useInputHandle, useStored } from "../../use-stored";

export function TrainResume({ cell }: { readonly cell: StageCellOf<"train"> }) {
  const { t } = useText();
  const { document, projectId, notebookId, resume } = useNotebook();
  const recipeId = useInputHandle(cell, "recipe")?.id;
  const goal = document.cells.find((other) => other.kind === "goal" && other.name === cell.inputs.goal);
  const { id: cellId, params } = cell;
  const found = useStored(
    async (stores) => {
      if (goal?.kind !== "goal" || recipeId === undefined) return null;
      const wish = { params, goal: goal.params, recipeId: asId<RecipeId>(recipeId) };
      return resumableRun(stores, { projectId, notebookId, cellId, ...wish });
    },
    [projectId, notebookId, cellId, params, goal, recipeId],
  );
  if (!found) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
      <span>{t("cells.train.cutOff")}</span>
      <Button
        size="sm"
        icon={<RotateCw aria-hidden size={13} />}
        data-testid="train-resume"
        onClick={() => resume(cellId, found.runId)}
      >
        {t("cells.train.resume", { epoch: found.epoch })}
      </Button>
    </p>
  );
}
