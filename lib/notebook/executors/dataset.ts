/** Dataset: imports the source (the same bytes give the version that exists) and holds the version the cell asks for. */
import { asId } from "../../ids";
import type { DatasetVersion } from "../../data/version/dataset";
import { AppError } from "../../errors";
import { versionByNumber } from "../result/dataset-versions";
import { callOptions } from "./context";
import type { Executor, ExecutorContext } from "./context";
import type { Handle } from "../result/cell-result";

/**
 * A pipeline's override wins; then a pinned version that exists; then the version that the source itself gives. What has grown from it since,
 * a retraining's rows, is an offer of the cell and never a side effect of running it.
 */
export const runDataset: Executor<"dataset"> = async (context) => {
  const override = context.pipeline?.overrides[context.cell.id];
  if (override !== undefined) return handleOf(await context.services.stores.datasets.getVersion(asId(override)));
  const { params } = context.cell;
  // Notebooks that were stored before versions were pinned say "latest" here.
  if (typeof params.version !== "number") return handleOf(await importSource(context));
  const wanted = { name: params.datasetName, version: params.version };
  const pinned = await versionByNumber(context.services.stores.datasets, context.projectId, wanted);
  if (pinned) return handleOf(pinned);
  const imported = await importSource(context);
  if (imported.version === params.version) return handleOf(imported);
  throw new AppError("data.version-not-found", { details: { name: params.datasetName, version: params.version } });
};

function importSource(context: ExecutorContext<"dataset">): Promise<DatasetVersion> {
  const { source, csv, datasetName, message } = context.cell.params;
  if (source.kind === "none") {
    throw new AppError("notebook.missing-input", { details: { cell: context.cell.name, slot: "source" } });
  }
  const { projectId, by } = context;
  return context.services.data.importDataset(
    { projectId, datasetName, source, csv, message, by },
    callOptions(context),
  );
}

function handleOf(version: DatasetVersion): Handle {
  return { kind: "dataset", id: version.id, digest: version.contentSha256 };
}
