/** What a playing world needs from outside: stores, rows, running packages, time. Composed in the serving worker, faked in tests. */
import type { MetricName } from "../../data/goal";
import type { SplitPart } from "../../data/split/split";
import type { DatasetStore } from "../../data/version/store";
import type { Table } from "../../data/table";
import type { DatasetVersionId, EndpointId, Sha256, SplitId } from "../../ids";
import type { ModelPackage, PackageSignature, PackageStore } from "../../packaging/package";
import type { PackageSession } from "../../packaging/session";
import type { ColumnPlan } from "../../preprocess/recipe";
import type { EndpointStore, PredictionRecord } from "../../serving/endpoint";
import type { MonitorStore } from "../monitor";

export interface WorldPorts {
  readonly stores: {
    readonly endpoints: EndpointStore;
    readonly monitors: MonitorStore;
    readonly packages: Pick<PackageStore, "getPackage">;
    readonly datasets: Pick<DatasetStore, "getVersion">;
  };
  readonly loadTable: (id: DatasetVersionId) => Promise<Table>;
  /** Row numbers of one part of a split, ascending. */
  readonly loadPart: (id: SplitId, part: SplitPart) => Promise<Uint32Array>;
  /** The running package; kept open by the caller's cache. */
  readonly open: (digest: Sha256) => Promise<PackageSession>;
  /** The goal's primary metric for a package. */
  readonly metricOf: (modelPackage: ModelPackage) => Promise<MetricName>;
  /** The columns of the recipe that a package answers by. */
  readonly plansOf: (modelPackage: ModelPackage) => Promise<readonly ColumnPlan[]>;
  /** The metric on answered, labelled requests; null when it cannot be computed. */
  readonly score: (
    records: readonly PredictionRecord[],
    goal: { readonly signature: PackageSignature; readonly metric: MetricName },
  ) => number | null;
  /** True while a pipeline run of the endpoint is active: no alert fires then. */
  readonly isBusy: (endpointId: EndpointId) => Promise<boolean>;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}
