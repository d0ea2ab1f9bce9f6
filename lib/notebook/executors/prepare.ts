/** Prepare: fits the recipe on the training rows. */
import { asId } from "../../ids";
import { callOptions, goalOf, inputOf } from "./context";
import type { Executor } from "./context";

export const runPrepare: Executor<"prepare"> = async (context) => {
  const recipe = await context.services.data.fitRecipe(
    {
      splitId: asId(inputOf(context, "split").id),
      goal: goalOf(context),
      spec: context.cell.params,
      by: context.by,
    },
    callOptions(context),
  );
  return { kind: "prepare", id: recipe.id, digest: recipe.digest };
};
