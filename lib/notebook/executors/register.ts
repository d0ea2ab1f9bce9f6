/**
 * Register: a model version is a package digest. The first becomes champion if it reaches the goal; any other, and one that
 * misses the goal, is a challenger.
 */
import { missOfEvaluation } from "../../evaluation/goal-miss";
import { asId } from "../../ids";
import { modelHandle } from "../result/model-handle";
import { inputOf } from "./context";
import type { Executor } from "./context";

export const runRegister: Executor<"register"> = async (context) => {
  const { evaluations, registry } = context.services.stores;
  const { projectId, by } = context;
  const { modelName } = context.cell.params;
  const evaluation = await evaluations.getEvaluation(asId(inputOf(context, "evaluation").id));
  const { packageDigest, runId, id: evaluationId } = evaluation;
  const version = await registry.registerVersion(
    { projectId, modelName, packageDigest, runId, evaluationId, tags: {} },
    by,
  );
  const { aliases } = await registry.getModel(projectId, modelName);
  const alias = { projectId, modelName, version: version.version };
  if (aliases.champion === undefined && missOfEvaluation(evaluation) === null) {
    await registry.setAlias({ ...alias, alias: "champion", reason: "first-version" }, by);
  } else if (aliases.champion !== version.version && aliases.challenger !== version.version) {
    await registry.setAlias({ ...alias, alias: "challenger", reason: "challenger" }, by);
  }
  return modelHandle(version);
};
