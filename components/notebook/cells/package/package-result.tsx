"use client";

import { useCallback } from "react";
import { asId, shortId, type Sha256 } from "@/lib/ids";
import type { Row } from "@/lib/data/table";
import type { StageCellOf } from "@/lib/notebook/document/document";
import { decisionFor } from "@/lib/packaging/decision";
import type { ModelPackage } from "@/lib/packaging/package";
import { useText } from "../../../i18n";
import { useServices } from "../../../services";
import { Button } from "../../../ui/button";
import { StateIcon } from "../../../ui/state-icon";
import { Explained } from "../../../ui/explained";
import { DownloadZip } from "../../download-zip";
import { useNotebook } from "../../notebook-context";
import { useStoredById } from "../../use-stored";
import { DrawDigit } from "../try/draw-digit";
import { Glance, ResultSkeleton, type ResultProps } from "../result";
import { TryRow } from "../try/try-row";

export function PackageResult({ cell, handle, brief }: ResultProps<"package">) {
  const { t, formatNumber, formatBytes } = useText();
  const made = useStoredById(handle.digest, (stores, digest) => stores.packages.getPackage(asId<Sha256>(digest)));
  if (!made) return <ResultSkeleton height={300} />;
  const { parity } = made;
  return (
    <div>
      <Glance>
        <StateIcon status="done" decorative />
        <span data-testid="parity" data-difference={parity.maxDifference}>
          {t("cells.package.parity", {
            difference: formatNumber(parity.maxDifference, { notation: "scientific", maximumSignificantDigits: 2 }),
            count: parity.rows,
          })}
        </span>
        <span className="text-sm text-soft">{formatBytes(made.sizeBytes)}</span>
      </Glance>
      <p className="text-sm text-soft">
        <Explained term="parity">{t("cells.package.parityOk")}</Explained> ·{" "}
        {t("cells.package.tolerance", { tolerance: formatNumber(parity.tolerance, { maximumSignificantDigits: 1 }) })} ·{" "}
        {t("cells.package.runtime", { runtime: parity.runtime })}
      </p>
      <DecisionNote cell={cell} made={made} />
      <div className="mt-4">
        <AskPackage made={made} />
      </div>
      <div className="mt-3">
        <DownloadZip digest={made.digest} />
      </div>
      {brief ? null : <PackageDetails made={made} />}
    </div>
  );
}

interface DecisionNoteProps {
  readonly cell: StageCellOf<"package">;
  readonly made: ModelPackage;
}

/** The threshold that the package answers with; one that means nothing to it is named, with a way out. */
function DecisionNote({ cell, made }: DecisionNoteProps) {
  const { t, formatNumber } = useText();
  const { edit } = useNotebook();
  const { decision } = made.manifest;
  const lost = decisionFor(cell.params.decision, made.signature.classes) ? undefined : cell.params.decision;
  const told = decision ?? lost;
  if (!told) return null;
  const words = { positive: told.positive, threshold: formatNumber(told.threshold, { maximumFractionDigits: 3 }) };
  if (decision) {
    return (
      <p data-testid="decision" data-threshold={decision.threshold} className="mt-1 text-sm">
        {t("cells.package.decision", words)}
      </p>
    );
  }
  return (
    <div className="mt-1 flex flex-wrap items-center gap-3 text-sm text-waiting">
      <p>{t("cells.package.decisionLost", words)}</p>
      <Button size="sm" onClick={() => edit({ kind: "params", cellId: cell.id, params: { decision: undefined } })}>
        {t("cells.package.dropDecision")}
      </Button>
    </div>
  );
}

function AskPackage({ made }: { readonly made: ModelPackage }) {
  const { serving } = useServices();
  const { onTried } = useNotebook();
  const ask = useCallback(
    async (row: Row) => {
      const answer = await serving.predictPackage(made.digest, row);
      onTried();
      return answer;
    },
    [serving, made.digest, onTried],
  );
  const version = useStoredById(made.image ? null : made.datasetVersionId, (stores, id) =>
    stores.datasets.getVersion(asId(id)),
  );
  if (made.image) return <DrawDigit layout={made.image} made={made} ask={ask} />;
  return version ? <TryRow made={made} version={version} ask={ask} /> : null;
}

function PackageDetails({ made }: { readonly made: ModelPackage }) {
  const { t, formatBytes } = useText();
  const { signature, manifest } = made;
  return (
    <div className="mt-4 grid grid-cols-2 gap-6 text-sm phone:grid-cols-1">
      <details>
        <summary className="min-h-7 font-medium text-soft">
          {t("cells.package.signature")}: {t("cells.package.inputs", { count: signature.inputs.length })}
        </summary>
        <ul className="max-h-52 overflow-y-auto">
          {signature.inputs.map((input) => (
            <li key={input.name} className="flex justify-between gap-3 border-b border-line py-0.5 font-mono">
              <span className="truncate">{input.name}</span>
              <span className="text-faint">{input.type}</span>
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary className="min-h-7 font-medium text-soft">
          {t("cells.package.files", { count: manifest.files.length })}
        </summary>
        <ul className="max-h-52 overflow-y-auto">
          {manifest.files.map((file) => (
            <li key={file.path} className="flex justify-between gap-3 border-b border-line py-0.5">
              <span className="truncate font-mono">{file.path}</span>
              <span className="shrink-0 text-faint">
                {formatBytes(file.sizeBytes)} · <span className="font-mono">{shortId(file.sha256, 8)}</span>
              </span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
