/** Split: index arrays drawn by seed in the data worker. */
import { asId } from "../../ids";
import { callOptions, goalOf, inputOf } from "./context";
import type { Executor } from "./context";

export const runSplit: Executor<"split"> = async (context) => {
  const split = await context.services.data.split(
    {
      datasetVersionId: asId(inputOf(context, "data").id),
      goal: goalOf(context),
      params: context.cell.params,
      by: context.by,
    },
    callOptions(context),
  );
  return { kind: "split", id: split.id, digest: split.digest };
};
