"use client";

/** What each cell of the frozen notebook gave in this run. */
import { useMemo } from "react";
import type { CellResult } from "@/lib/notebook/result/cell-result";
import type { NotebookDocument, StageKind } from "@/lib/notebook/document/document";
import { isStageCell } from "@/lib/notebook/document/document";
import type { PipelineRun } from "@/lib/pipeline/pipeline";
import { useText } from "../i18n";
import { shelfHref } from "../notebook/guide/stages";
import { useFacts } from "../shelf/use-facts";
import { DataTable, type DataColumn } from "../ui/data-table";
import { KindIcon } from "../ui/kind-icon";
import { OutputChip } from "../ui/output-chip";
import { StateIcon } from "../ui/state-icon";

interface ResultRow {
  readonly id: string;
  readonly name: string;
  readonly kind: StageKind;
  readonly result: CellResult;
}

export function CellResults({ run }: { readonly run: PipelineRun }) {
  const { t } = useText();
  const pipeline = useFacts(
    ({ stores }) => stores.pipelines.getPipelineVersion(run.pipelineVersionId),
    [run.pipelineVersionId],
  );
  const document = pipeline?.document;
  const rows = useMemo(() => (document ? resultRows(document, run) : []), [document, run]);
  const columns = useResultColumns();
  return (
    <DataTable
      label={t("runs.cells")}
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      empty={<p className="text-soft">{t("runs.noCells")}</p>}
    />
  );
}

function useResultColumns(): readonly DataColumn<ResultRow>[] {
  const { t, formatDuration } = useText();
  return useMemo(
    () => [
      {
        id: "cell",
        header: t("runs.cell"),
        value: (row) => row.name,
        render: (row) => (
          <span className="inline-flex items-center gap-2">
            <KindIcon kind={row.kind} size={16} />
            {row.name}
          </span>
        ),
        sortable: false,
      },
      {
        id: "state",
        header: t("runs.cellState"),
        value: (row) => t(`common.status.${row.result.outcome}`),
        render: (row) => (
          <span className="inline-flex items-center gap-1.5">
            <StateIcon status={row.result.outcome} size={16} decorative />
            {t(`common.status.${row.result.outcome}`)}
          </span>
        ),
        sortable: false,
      },
      {
        id: "output",
        header: t("runs.cellOutput"),
        value: (row) => row.result.handle?.id ?? null,
        render: (row) => <Output row={row} />,
        sortable: false,
      },
      {
        id: "duration",
        header: t("runs.duration"),
        value: (row) => row.result.durationMs,
        render: (row) => formatDuration(row.result.durationMs),
        align: "end",
        sortable: false,
      },
    ],
    [t, formatDuration],
  );
}

function Output({ row }: { readonly row: ResultRow }) {
  const { handle } = row.result;
  const href = handle && shelfHref(handle);
  if (!handle || !href) return <span className="text-faint">–</span>;
  return <OutputChip kind={row.kind} text={row.name} digest={handle.digest} href={href} />;
}

/** Results in the order of the notebook. */
function resultRows(document: NotebookDocument, run: PipelineRun): readonly ResultRow[] {
  return document.cells.filter(isStageCell).flatMap((cell) => {
    const result = run.cellResults[cell.id];
    return result ? [{ id: cell.id, name: cell.name, kind: cell.kind, result }] : [];
  });
}
