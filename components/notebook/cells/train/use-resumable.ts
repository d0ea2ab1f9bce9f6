"use client";

import { asId, type RecipeId } from "@/lib/ids";
import type { Cell } from "@/lib/notebook/document/document";
import { resumableRun, type Resumable } from "@/lib/notebook/runtime/resumable-run";
import { useNotebook } from "../../notebook-context";
import { useStored } from "../../use-stored-base";

/** The training of a train cell that was cut off and can go on; null for every other cell, and while it is looked for. */
export function useResumable(cell: Cell | undefined): Resumable | null {
  const { document, states, projectId, notebookId } = useNotebook();
  const train = cell?.kind === "train" && states[cell.id]?.status === "interrupted" ? cell : null;
  const sourceOf = (slot: "recipe" | "goal") =>
    document.cells.find((other) => "name" in other && other.name === train?.inputs[slot]);
  const goal = sourceOf("goal");
  const recipe = sourceOf("recipe");
  const recipeId = recipe && states[recipe.id]?.result?.handle?.id;
  const found = useStored(
    async (stores) => {
      if (!train || goal?.kind !== "goal" || !recipeId) return null;
      const wish = { params: train.params, goal: goal.params, recipeId: asId<RecipeId>(recipeId) };
      return resumableRun(stores, { projectId, notebookId, cellId: train.id, ...wish });
    },
    [projectId, notebookId, train, goal, recipeId],
  );
  return found ?? null;
}
