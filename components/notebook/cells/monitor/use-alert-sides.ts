"use client";

/** Both sides of an alert as rows with their truth: what the model was made for, and what arrived in the window that fired. */
import { useMemo } from "react";
import { readIndices } from "@/lib/data/version/read-table";
import type { ImageLayout } from "@/lib/data/version/dataset";
import type { CellValue, Row } from "@/lib/data/table";
import type { Alert, Monitor } from "@/lib/monitoring/monitor";
import { referenceRecords, retrainedSpan, sampleRows } from "@/lib/monitoring/reference";
import { ownValue } from "@/lib/own-value";
import type { Stores } from "@/lib/pipeline/services";
import type { Endpoint, PredictionRecord } from "@/lib/serving/endpoint";
import { useStored } from "../../use-stored";
import { useWorld } from "../../guide/world-facts";
import { useRows } from "../dataset/dataset-result";

export interface SideRow {
  readonly index: number;
  readonly row: Row;
  /** Null where it is not known, or not known yet. */
  readonly truth: CellValue;
  /** What the model answered; null on the side that it was made for. */
  readonly answer: CellValue;
}

export interface AlertSides {
  readonly image: ImageLayout | null;
  /** Columns that the model reads. */
  readonly features: readonly string[];
  readonly before: readonly SideRow[];
  readonly now: readonly SideRow[];
}

/** Rows of a side: a page of the data worker's. */
const ROWS = 200;

/** Undefined until both sides are there. */
export function useAlertSides(alert: Alert): AlertSides | undefined {
  const { monitor, endpoint, windows } = useWorld();
  const window = windows.find(({ index }) => index === alert.windowIndex);
  const from = window?.fromMinute ?? Math.max(0, alert.firedAtMinute - 20);
  const to = window?.toMinute ?? alert.firedAtMinute + 1;
  const { endpointId, packageDigest } = alert;
  const now = useStored(async (stores) => recordsOf(stores, endpointId, { from, to }), [endpointId, from, to]);
  const monitorId = monitor?.id;
  const routedAt = endpoint?.routedAtMinute;
  const made = useStored(
    async (stores) => (monitor && endpoint ? madeFor(stores, alert, { monitor, endpoint }) : null),
    [monitorId, packageDigest, routedAt],
  );
  const learned = useRows(made?.versionId ?? null, { indices: made?.indices ?? [] });
  const minute = endpoint?.world.minute ?? 0;
  return useMemo(() => {
    if (!made || !now || (made.records === null && (!learned || learned.length === 0))) return undefined;
    const { image, features, target, records } = made;
    const rows = (learned ?? []).map(({ index, row }) => ({
      index,
      row,
      truth: ownValue(row, target) ?? null,
      answer: null,
    }));
    const before = records ? records.map((record) => ({ ...sideRow(record, minute), answer: null })) : rows;
    return { image, features, before, now: now.map((record) => sideRow(record, minute)) };
  }, [made, now, learned, minute]);
}

function sideRow(record: PredictionRecord, minute: number): SideRow {
  const { sequence, inputs, label, labelMinute, prediction } = record;
  return { index: sequence, row: inputs, truth: labelMinute <= minute ? label : null, answer: prediction };
}

async function recordsOf(stores: Stores, id: Endpoint["id"], { from, to }: { from: number; to: number }) {
  return (await stores.endpoints.batches(id, from, to)).flatMap(({ records }) => records);
}

interface Serving {
  readonly monitor: Monitor;
  readonly endpoint: Endpoint;
}

/** The monitor's own reference: rows of the training sample, or the traffic that a retrained model was retrained for. */
async function madeFor(stores: Stores, alert: Alert, { monitor, endpoint }: Serving) {
  const { reference } = monitor;
  const [version, split, modelPackage] = await Promise.all([
    stores.datasets.getVersion(reference.datasetVersionId),
    stores.datasets.getSplit(reference.splitId),
    stores.packages.getPackage(alert.packageDigest),
  ]);
  const trained = await stores.datasets.getVersion(modelPackage.datasetVersionId);
  const { target, inputs } = modelPackage.signature;
  const facts = { versionId: version.id, image: version.image, target, features: inputs.map(({ name }) => name) };
  const serves = endpoint.routes[0]?.packageDigest === alert.packageDigest;
  if (serves && trained.origin.kind === "retraining") {
    const { routedAtMinute, world } = endpoint;
    const span = retrainedSpan({ routedAtMinute, monitor, requestsPerMinute: world.requestsPerMinute });
    const records = referenceRecords(await recordsOf(stores, endpoint.id, span));
    if (records) return { ...facts, indices: [], records };
  }
  const train = await readIndices(stores.blobs, split.parts.train);
  const sample = sampleRows(train, reference.rows, reference.seed);
  const step = Math.max(1, Math.floor(sample.length / ROWS));
  const indices = Array.from(sample.filter((_, at) => at % step === 0)).slice(0, ROWS);
  return { ...facts, indices, records: null };
}
