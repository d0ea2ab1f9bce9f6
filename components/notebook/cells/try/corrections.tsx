"use client";

/** The labelled rows that wait, and the one step that makes data of them. */
import Link from "next/link";
import { useState } from "react";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import type { Row } from "@/lib/data/table";
import { toWire, type WireError } from "@/lib/errors";
import { asId } from "@/lib/ids";
import { BY_PERSON } from "@/lib/journal";
import { newestFrom } from "@/lib/notebook/result/dataset-versions";
import { ownValue } from "@/lib/own-value";
import type { ModelPackage } from "@/lib/packaging/package";
import { Digit } from "../../../charts/digit-grid";
import { useText } from "../../../i18n";
import { useServices } from "../../../services";
import { Button } from "../../../ui/button";
import { ErrorNote } from "../../../ui/error-note";
import { useStoredById } from "../../use-stored";
import { labelledRow } from "./labelled-row";

export interface CorrectionsProps {
  readonly made: ModelPackage;
  readonly rows: readonly Row[];
  /** They are in the data, or thrown away. */
  readonly onDone: () => void;
}

export function Corrections({ made, rows, onDone }: CorrectionsProps) {
  const { t, formatNumber } = useText();
  const { add, busy, error, added } = useAdd(made, rows, onDone);
  const next = useNextVersion(made);
  if (rows.length === 0 && !added) return null;
  return (
    <section aria-label={t("cells.right.kept", { count: rows.length })} data-testid="corrections" className="text-sm">
      {added ? (
        <p role="status" className="flex flex-wrap gap-x-3">
          {t("cells.right.added", { version: String(added.version), rows: formatNumber(added.rowCount) })}
          <Link href={`/data?id=${added.id}`} className="link">
            {t("cells.right.see", { version: String(added.version) })}
          </Link>
        </p>
      ) : null}
      {error ? <ErrorNote error={error} /> : null}
      {rows.length > 0 ? (
        <>
          <p className="font-medium">{t("cells.right.kept", { count: rows.length })}</p>
          <KeptRows made={made} rows={rows} />
          <p className="mt-1 text-soft">{t("cells.right.explain")}</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button size="sm" disabled={busy || next === undefined} onClick={add}>
              {t("cells.right.add", { count: rows.length, version: String(next ?? "") })}
            </Button>
            <Button size="sm" variant="ghost" disabled={busy} onClick={onDone}>
              {t("cells.right.discard")}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}

/** Most values of a row that a line of it names. */
const NAMED_VALUES = 3;

function KeptRows({ made, rows }: Omit<CorrectionsProps, "onDone">) {
  const { t } = useText();
  const { image, signature } = made;
  const truth = (row: Row) => String(ownValue(row, signature.target));
  return (
    <ul className={image ? "mt-1 flex flex-wrap gap-2" : "mt-1"}>
      {rows.map((row, index) => (
        <li key={index} className={image ? "flex flex-col items-center" : undefined} data-truth={truth(row)}>
          {image ? (
            <>
              <Digit layout={image} row={row} name={truth(row)} size={36} />
              <span>{truth(row)}</span>
            </>
          ) : (
            t("cells.right.row", {
              values: signature.inputs
                .slice(0, NAMED_VALUES)
                .map(({ name }) => `${name} ${ownValue(row, name) ?? "–"}`)
                .join(", "),
              truth: truth(row),
            })
          )}
        </li>
      ))}
    </ul>
  );
}

/** The number that the next version of the data gets; undefined until it is known. */
function useNextVersion(made: ModelPackage): number | undefined {
  const newest = useStoredById(made.datasetVersionId, async (stores, id) => {
    const { projectId, datasetId } = await stores.datasets.getVersion(asId(id));
    const versions = await stores.datasets.listVersions(projectId);
    return Math.max(...versions.filter((one) => one.datasetId === datasetId).map(({ version }) => version));
  });
  return newest == null ? undefined : newest + 1;
}

/** Adds the corrections to the newest data that grew from the model's own. */
function useAdd(made: ModelPackage, rows: readonly Row[], onDone: () => void) {
  const { data, stores } = useServices();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const [added, setAdded] = useState<DatasetVersion | null>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      const base = await newestFrom(stores.datasets, await stores.datasets.getVersion(made.datasetVersionId));
      const labelled = rows.map((row) => labelledRow(row, made.signature.target, base.schema));
      setAdded(await data.addRows({ datasetVersionId: base.id, rows: labelled, by: BY_PERSON }));
      onDone();
    } catch (cause) {
      setError(toWire(cause));
    } finally {
      setBusy(false);
    }
  };
  return { add: () => void run(), busy, error, added };
}
