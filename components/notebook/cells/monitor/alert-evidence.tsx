"use client";

/** What is behind an alert: the last window's rows, and a column now against the training rows. */
import { useMemo, useState } from "react";
import type { ColumnProfile } from "@/lib/data/profile/profile";
import { asId } from "@/lib/ids";
import type { Alert } from "@/lib/monitoring/monitor";
import type { PredictionRecord } from "@/lib/serving/endpoint";
import { DigitGrid } from "../../../charts/digit-grid";
import { Histogram, type HistogramBar } from "../../../charts/histogram";
import { useText } from "../../../i18n";
import { Select } from "../../../ui/form/select";
import { useStored, useStoredById } from "../../use-stored";
import { useWorld } from "../../guide/world-facts";
import { RowsTable } from "../dataset/rows-table";

const SHOWN = 16;

/** Answers of the window that made the alert fire. */
function useAlertRecords(alert: Alert): readonly PredictionRecord[] | undefined {
  const { windows } = useWorld();
  const window = windows.find((other) => other.index === alert.windowIndex);
  const from = window?.fromMinute ?? Math.max(0, alert.firedAtMinute - 20);
  const to = window?.toMinute ?? alert.firedAtMinute;
  const records = useStored(
    async (stores) => (await stores.endpoints.batches(alert.endpointId, from, to)).flatMap((batch) => batch.records),
    [alert.endpointId, from, to],
  );
  return records ?? undefined;
}

function useReferenceData() {
  const { monitor } = useWorld();
  return useStoredById(monitor?.reference.datasetVersionId, (stores, id) => stores.datasets.getVersion(asId(id)));
}

export function AlertRows({ alert }: { readonly alert: Alert }) {
  const { t } = useText();
  const records = useAlertRecords(alert);
  const version = useReferenceData();
  if (!records || !version) return <div aria-hidden className="skeleton mt-3 h-32" />;
  const rows = records.slice(0, SHOWN).map((record) => ({
    index: record.sequence,
    row: record.inputs,
    caption: String(record.prediction ?? "–"),
  }));
  return (
    <div className="mt-3">
      <h4 className="mb-1 text-sm font-medium">{t("monitoring.alert.rowsTitle")}</h4>
      {version.image ? (
        <DigitGrid layout={version.image} rows={rows} />
      ) : (
        <RowsTable
          caption={t("monitoring.alert.rowsTitle")}
          columns={version.schema.filter((column) => column.name !== version.suggestedTarget)}
          rows={rows}
        />
      )}
    </div>
  );
}

export function AlertCompare({ alert }: { readonly alert: Alert }) {
  const { t, formatNumber } = useText();
  const records = useAlertRecords(alert);
  const version = useReferenceData();
  const worst = alert.evidence.columns.map((column) => column.column);
  const [chosen, setChosen] = useState<string | null>(null);
  const names = useMemo(() => [...new Set([...worst, ...Object.keys(records?.[0]?.inputs ?? {})])], [worst, records]);
  const name = chosen ?? names[0] ?? "";
  const profile = version?.profile.columns.find((column) => column.name === name);
  if (!records || !profile) return <div aria-hidden className="skeleton mt-3 h-32" />;
  return (
    <div className="mt-3">
      <div className="mb-2 flex items-center gap-3">
        <h4 className="text-sm font-medium">{t("monitoring.alert.compareTitle")}</h4>
        <Select
          className="max-w-52"
          size="sm"
          label={t("monitoring.column")}
          value={name}
          options={names.map((value) => ({ value, label: value }))}
          onChange={setChosen}
        />
      </div>
      <Histogram
        name={name}
        bars={compareBars(profile, records, (value) => formatNumber(value, { maximumSignificantDigits: 3 }))}
      />
    </div>
  );
}

/** Shares per bin: the training column's own bins, its ends open. */
function compareBars(
  profile: ColumnProfile,
  records: readonly PredictionRecord[],
  write: (value: number) => string,
): HistogramBar[] {
  const values = records.map((record) => record.inputs[profile.name] ?? null).filter((value) => value !== null);
  const all = Math.max(1, values.length);
  if (profile.kind === "categorical") {
    const total = Math.max(
      1,
      profile.top.reduce((sum, entry) => sum + entry.count, 0),
    );
    return profile.top.map(({ value, count }) => ({
      label: value,
      reference: count / total,
      current: values.filter((other) => String(other) === value).length / all,
    }));
  }
  const bins = profile.histogram;
  const total = Math.max(
    1,
    bins.reduce((sum, bin) => sum + bin.count, 0),
  );
  return bins.map((bin, index) => {
    const inside = (value: unknown) =>
      typeof value === "number" && (index === 0 || value >= bin.from) && (index === bins.length - 1 || value < bin.to);
    return { label: write(bin.from), reference: bin.count / total, current: values.filter(inside).length / all };
  });
}
