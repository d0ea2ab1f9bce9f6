"use client";

/** Where a cell's result comes from and who uses it. */
import { isStageCell, type StageCell } from "@/lib/notebook/document/document";
import { shortId } from "@/lib/ids";
import { useText } from "../../i18n";
import { KeyValue } from "../../ui/key-value";
import { KindIcon } from "../../ui/kind-icon";
import { CellOutput } from "../cell/cell-output";
import { cellTitle } from "../cell/cell-title";
import { useNotebook } from "../notebook-context";

export function CellLineage({ cell }: { readonly cell: StageCell }) {
  const { t, formatDate, formatDuration } = useText();
  const { document, states } = useNotebook();
  const result = states[cell.id]?.result ?? null;
  const sources = Object.values(cell.inputs);
  const before = document.cells.filter(
    (other): other is StageCell => isStageCell(other) && sources.includes(other.name),
  );
  const after = document.cells.filter(
    (other): other is StageCell => isStageCell(other) && Object.values(other.inputs).includes(cell.name),
  );
  return (
    <div className="flex flex-col gap-5">
      {result?.handle ? (
        <KeyValue
          items={[
            {
              key: "made",
              label: t("notebook.inspector.made"),
              value: <CellOutput cell={cell} handle={result.handle} />,
            },
            {
              key: "digest",
              label: t("notebook.inspector.digest"),
              value: <span className="font-mono text-sm break-all">{result.handle.digest}</span>,
            },
            { key: "finished", label: t("notebook.inspector.finished"), value: formatDate(result.finishedAtMs) },
            { key: "duration", label: t("notebook.inspector.duration"), value: formatDuration(result.durationMs) },
          ]}
        />
      ) : (
        <p className="text-soft">{t("notebook.inspector.noResult")}</p>
      )}
      <CellLinks title={t("notebook.inspector.from")} cells={before} />
      <CellLinks title={t("notebook.inspector.uses")} cells={after} />
      <p className="text-sm text-faint">
        {t("notebook.inspector.id")} <span className="font-mono">{shortId(cell.id, 8)}</span>
      </p>
    </div>
  );
}

function CellLinks({ title, cells }: { readonly title: string; readonly cells: readonly StageCell[] }) {
  const { t } = useText();
  const { document, goTo, states } = useNotebook();
  return (
    <section>
      <h3 className="text-sm font-medium text-soft">{title}</h3>
      {cells.length === 0 ? <p className="text-sm text-faint">{t("notebook.inspector.nobody")}</p> : null}
      <ul>
        {cells.map((cell) => (
          <li key={cell.id} className="flex min-h-8 items-center gap-2">
            <KindIcon kind={cell.kind} size={15} />
            <button type="button" className="link" onClick={() => goTo(cell.id)}>
              {cellTitle(cell, document.cells, t)}
            </button>
            <span className="font-mono text-sm text-faint">
              {shortId(states[cell.id]?.result?.handle?.digest ?? "")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
