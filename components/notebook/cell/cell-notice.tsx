"use client";

/** Why a cell is stale or waits: the cause by name, and what to do about it. */
import type { CellId } from "@/lib/ids";
import type { CellState, NewerData, StaleReason } from "@/lib/notebook/result/cell-result";
import type { Cell, StageCellOf } from "@/lib/notebook/document/document";
import { useText, type Text } from "../../i18n";
import { Button } from "../../ui/button";
import { useNotebook } from "../notebook-context";
import { titleOfName } from "./cell-title";

interface NoticeProps {
  readonly cell: Cell;
  readonly state: CellState;
}

export function CellNotice({ cell, state }: NoticeProps) {
  return (
    <>
      {state.runsIn === "elsewhere" ? <Elsewhere cell={cell} /> : null}
      <Cause state={state} />
      {cell.kind === "dataset" && state.newerData ? <Newer {...{ cell }} newer={state.newerData} /> : null}
    </>
  );
}

/** Why the cell's button cannot be pressed. */
function Elsewhere({ cell }: { readonly cell: Cell }) {
  const { t } = useText();
  return (
    <p id={elsewhereNoteId(cell.id)} className="text-sm text-soft" data-runs="elsewhere">
      {t("notebook.elsewhere.why")}
    </p>
  );
}

/** The id of the sentence that another tab runs the cell. */
export function elsewhereNoteId(id: CellId): string {
  return `elsewhere-${id}`;
}

/** Newer data are offered with what changed; until a person takes them, everything stays on what it was run on. */
function Newer({ cell, newer }: { readonly cell: StageCellOf<"dataset">; readonly newer: NewerData }) {
  const { t, formatNumber } = useText();
  const { edit } = useNotebook();
  const version = String(newer.version);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft" data-offer="newer-data">
      <span>
        {t("notebook.newerData.sentence", {
          version,
          rows: formatNumber(newer.rowCount),
          held: formatNumber(newer.heldRowCount),
        })}
      </span>
      <Button
        size="sm"
        disabled={cell.locked}
        onClick={() => edit({ kind: "params", cellId: cell.id, params: { version: newer.version } })}
      >
        {t("notebook.newerData.use", { version })}
      </Button>
    </p>
  );
}

function Cause({ state }: Pick<NoticeProps, "state">) {
  const { t } = useText();
  const { document, goTo } = useNotebook();
  if (state.status === "waiting" || (state.wait && state.status !== "running")) return <Wait state={state} />;
  if (!state.stale || state.status !== "stale") return null;
  const cause = causeOf(state.stale);
  const source = cause ? document.cells.find((other) => "name" in other && other.name === cause) : undefined;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-stale" data-stale={state.stale.kind}>
      <span>{staleText(state.stale, (name) => titleOfName(name, document.cells, t), t)}</span>
      {source && cause ? (
        <button type="button" className="link min-h-6" onClick={() => goTo(source.id)}>
          {t("notebook.stale.goToCause", { name: titleOfName(cause, document.cells, t) })}
        </button>
      ) : null}
    </p>
  );
}

/** What starts it is the button of the cell's header. */
function Wait({ state }: Pick<NoticeProps, "state">) {
  const { t } = useText();
  const { document } = useNotebook();
  if (!state.wait) return null;
  if (state.wait.kind === "blocked") {
    return (
      <p className="text-sm text-soft">
        {t("notebook.wait.blocked", { name: titleOfName(state.wait.cellName, document.cells, t) })}
      </p>
    );
  }
  const approval = state.wait.kind === "approval-edge";
  return (
    <p className="text-sm text-waiting">{t(approval ? "notebook.wait.approvalEdge" : "notebook.wait.manualEdge")}</p>
  );
}

function causeOf(stale: StaleReason): string | null {
  return "cellName" in stale ? stale.cellName : null;
}

function staleText(stale: StaleReason, title: (name: string) => string, t: Text["t"]): string {
  switch (stale.kind) {
    case "params-changed":
      return t("notebook.stale.paramsChanged");
    case "input-changed":
      return t("notebook.stale.inputChanged", { name: title(stale.cellName) });
    case "input-stale":
      return t("notebook.stale.inputStale", { name: title(stale.cellName) });
  }
}
