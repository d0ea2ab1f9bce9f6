"use client";

/** The rows behind a cell of the confusion matrix: images for digits, a table for the rest. */
import { asId } from "@/lib/ids";
import type { Evaluation } from "@/lib/evaluation/evaluation";
import { readEvaluationRows } from "@/lib/evaluation/evaluation-rows";
import type { MatrixCell } from "../../../charts/confusion-matrix";
import { DigitGrid } from "../../../charts/digit-grid";
import { useText } from "../../../i18n";
import { useStored, useStoredById } from "../../use-stored";
import { useRows } from "../dataset/dataset-result";
import { rowsOfCell } from "./evaluation-rows";
import { RowsTable } from "../dataset/rows-table";

const SHOWN = 24;

export function ConfusionRows({ evaluation, cell }: { readonly evaluation: Evaluation; readonly cell: MatrixCell }) {
  const { t } = useText();
  const { actual, predicted } = cell;
  const indices = useStored(
    async (stores) => rowsOfCell(await readEvaluationRows(stores.blobs, evaluation), cell),
    [evaluation.rowsDigest, actual, predicted],
  );
  const version = useStoredById(evaluation.datasetVersionId, (stores, id) => stores.datasets.getVersion(asId(id)));
  const rows = useRows(indices ? evaluation.datasetVersionId : null, { indices: (indices ?? []).slice(0, SHOWN) });
  const classes = evaluation.confusion?.classes ?? [];
  const names = { actual: classes[actual] ?? "", predicted: classes[predicted] ?? "" };
  if (!indices || !version || !rows) {
    return (
      <p role="status" className="mt-2 text-sm text-faint">
        {t("cells.evaluate.loadingRows")}
      </p>
    );
  }
  const title = t(actual === predicted ? "cells.evaluate.rowsCorrect" : "cells.evaluate.rowsShown", {
    ...names,
    count: indices.length,
  });
  return (
    <section aria-label={title} data-testid="confusion-rows" className="mt-3">
      <p role="status" className="mb-2 text-sm">
        {title} {indices.length > SHOWN ? `(${t("cells.evaluate.showingFirst", { count: SHOWN })})` : null}
      </p>
      {version.image ? (
        <DigitGrid layout={version.image} rows={rows} />
      ) : (
        <RowsTable caption={title} columns={version.schema} rows={rows} />
      )}
    </section>
  );
}
