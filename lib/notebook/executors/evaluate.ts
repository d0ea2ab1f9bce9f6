/** Evaluate: scores the package on the test part, beside the dummy baseline and the champion. */
import { sha256Json } from "../../digest";
import { asId } from "../../ids";
import type { Sha256 } from "../../ids";
import { championOf } from "../../registry/champion";
import { callOptions, goalOf, inputOf } from "./context";
import type { Executor, ExecutorContext } from "./context";

export const runEvaluate: Executor<"evaluate"> = async (context) => {
  const { stores, serving } = context.services;
  const modelPackage = await stores.packages.getPackage(asId(inputOf(context, "package").id));
  const evaluation = await serving.evaluate(
    {
      packageDigest: modelPackage.digest,
      datasetVersionId: modelPackage.datasetVersionId,
      selection: { kind: "split", splitId: modelPackage.splitId, part: "test" },
      goal: goalOf(context),
      championDigest: await rivalOf(context, modelPackage.digest),
      by: context.by,
    },
    callOptions(context),
  );
  const { packageDigest, datasetVersionId, scores } = evaluation;
  const digest = await sha256Json({ packageDigest, datasetVersionId, scores });
  return { kind: "evaluate", id: evaluation.id, digest };
};

/** The champion of the model that this evaluation is registered under; null without one, or when it is the same package. */
async function rivalOf(context: ExecutorContext<"evaluate">, own: Sha256): Promise<Sha256 | null> {
  const register = context.document.cells.find(
    (cell) => cell.kind === "register" && cell.inputs["evaluation"] === context.cell.name,
  );
  if (register?.kind !== "register") return null;
  const { registry } = context.services.stores;
  const champion = await championOf(registry, context.projectId, register.params.modelName);
  return champion === null || champion.packageDigest === own ? null : champion.packageDigest;
}
