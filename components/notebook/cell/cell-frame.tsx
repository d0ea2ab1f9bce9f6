"use client";

/** A cell on the page: its header with one primary button, its menu, and what its kind shows. */
import { Lock, PanelRight, Play, Square } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { CellState } from "@/lib/notebook/result/cell-result";
import { isStageCell, type Cell, type StageCellOf } from "@/lib/notebook/document/document";
import { asksFirst } from "@/lib/notebook/graph/unanswered";
import { useText } from "../../i18n";
import { Button, IconButton } from "../../ui/button";
import { classNames } from "../../ui/class-names";
import { KindIcon } from "../../ui/kind-icon";
import { StateIcon } from "../../ui/state-icon";
import { Explained } from "../../ui/explained";
import { Term } from "../../ui/term";
import { useReasonMissing } from "../cells/deploy/deploy-change";
import { actionLabel } from "../guide/action-label";
import { cellTitle } from "./cell-title";
import { CellMenu } from "./cell-menu";
import { elsewhereNoteId } from "./cell-notice";
import { CodeCellBody } from "./code-cell-body";
import { useResumable } from "../cells/train/use-resumable";
import { useNotebook } from "../notebook-context";
import { sentenceOf } from "../guide/sentences";
import { StageCellBody } from "./stage-cell-body";
import { TextCellBody } from "./text-cell-body";
import { UnknownCellBody } from "./unknown-cell-body";

export interface CellFrameProps {
  readonly cell: Cell;
  readonly state: CellState;
  readonly index: number;
  readonly onInspect: () => void;
}

export function CellFrame({ cell, state, index, onInspect }: CellFrameProps) {
  const { document, selectedId, select, litCellId } = useNotebook();
  const [open, setOpen] = useOpen(cell, state, litCellId === cell.id);
  const selected = selectedId === cell.id;
  const { t } = useText();
  const title = cellTitle(cell, document.cells, t);
  return (
    <article
      id={`cell-${cell.id}`}
      data-cell={cell.id}
      data-kind={cell.kind}
      data-status={state.status}
      data-lit={litCellId === cell.id || undefined}
      data-open={open || undefined}
      aria-label={title}
      tabIndex={selected || (selectedId === null && index === 0) ? 0 : -1}
      onFocus={() => select(cell.id)}
      className={classNames(
        "cell-room scroll-mt-32 rounded-lg border bg-surface px-5 py-4 outline-offset-2 phone:px-3",
        selected ? "border-strong" : "border-line",
      )}
    >
      <CellHeader {...{ cell, state, index, open, title, onInspect }} onToggle={() => setOpen(!open)} />
      <div className="mt-3 empty:mt-0">
        {isStageCell(cell) ? (
          <StageCellBody cell={cell} state={state} open={open} onFormFocus={() => setOpen(true)} />
        ) : cell.kind === "text" ? (
          <TextCellBody cell={cell} />
        ) : cell.kind === "code" ? (
          <CodeCellBody cell={cell} state={state} />
        ) : (
          <UnknownCellBody cell={cell} />
        )}
      </div>
    </article>
  );
}

interface CellHeaderProps extends CellFrameProps {
  readonly open: boolean;
  readonly title: string;
  readonly onToggle: () => void;
}

function CellHeader({ cell, state, index, open, title, onToggle, onInspect }: CellHeaderProps) {
  const text = useText();
  const { t, formatDuration } = text;
  if (cell.kind === "text") {
    return (
      <div className="float-right ml-2">
        <CellMenu cell={cell} index={index} />
      </div>
    );
  }
  const settled = state.status === "done" || state.status === "cached" || state.status === "stale";
  const stage = isStageCell(cell);
  return (
    <header className="flex flex-wrap items-start gap-x-3 gap-y-2">
      <span className="pt-0.5">
        <KindIcon kind={cell.kind} size={20} />
      </span>
      <div className="min-w-0 grow basis-52">
        <h2 className="flex items-center gap-2 text-lg leading-6 font-semibold">
          {stage ? (
            <button
              type="button"
              aria-expanded={open}
              title={t(open ? "notebook.cell.collapse" : "notebook.cell.expand")}
              onClick={onToggle}
              className="truncate text-left hover:underline"
            >
              <Term of={`kinds.${cell.kind}.term`}>{title}</Term>
            </button>
          ) : (
            title
          )}
          {cell.locked ? <Lock aria-label={t("notebook.cell.locked")} size={14} className="text-faint" /> : null}
        </h2>
        {stage ? <p className="text-soft">{sentenceOf(cell, text)}</p> : null}
      </div>
      <div className="flex items-center gap-2">
        <StateLine state={state} duration={settled && state.result ? formatDuration(state.result.durationMs) : null} />
        {cell.kind === "deploy" ? (
          <DeployButton cell={cell} state={state} name={title} />
        ) : (
          <PrimaryButton cell={cell} state={state} name={title} />
        )}
        <IconButton size="sm" label={`${t("notebook.openInspector")}: ${title}`} onClick={onInspect}>
          <PanelRight aria-hidden size={15} className="text-faint" />
        </IconButton>
        <CellMenu cell={cell} index={index} />
      </div>
    </header>
  );
}

function StateLine({ state, duration }: { readonly state: CellState; readonly duration: string | null }): ReactNode {
  const { t } = useText();
  const word = state.runsIn === "elsewhere" ? t("notebook.elsewhere.status") : t(`common.status.${state.status}`);
  return (
    <span className="flex min-h-7 items-center gap-1.5 text-sm text-faint" role="status">
      <StateIcon status={state.status} decorative />
      {state.status === "stale" ? (
        <Explained term="stale" className="phone:sr-only">
          {duration ?? t("common.status.stale")}
        </Explained>
      ) : (
        <span className="phone:sr-only">{duration ?? word}</span>
      )}
      {duration === null ? null : <span className="sr-only">{t(`common.status.${state.status}`)}</span>}
    </span>
  );
}

interface PrimaryButtonProps {
  readonly cell: Cell;
  readonly state: CellState;
  readonly name: string;
  /** It would be refused: what it waits for stands in the cell. */
  readonly refused?: boolean;
}

/** A version below its goal is deployed once the reason is written. */
function DeployButton({ cell, ...rest }: PrimaryButtonProps & { readonly cell: StageCellOf<"deploy"> }) {
  return <PrimaryButton cell={cell} {...rest} refused={useReasonMissing(cell)} />;
}

function PrimaryButton({ cell, state, name, refused = false }: PrimaryButtonProps) {
  const { t } = useText();
  const { run, stop, approve, litCellId } = useNotebook();
  const resumable = useResumable(cell);
  if (cell.kind === "text" || cell.kind === "unknown") return null;
  const elsewhere = state.runsIn === "elsewhere";
  if (!elsewhere && (state.status === "running" || state.status === "queued")) {
    return (
      <Button
        size="sm"
        aria-label={t("notebook.stopCell", { name })}
        icon={<Square aria-hidden size={13} />}
        onClick={() => stop(cell.id)}
      >
        {t("notebook.stop")}
      </Button>
    );
  }
  const fresh = state.status === "done" || state.status === "cached";
  const lit = litCellId === cell.id;
  const approval = state.wait?.kind === "approval-edge";
  const label = approval
    ? t("notebook.wait.approve")
    : fresh
      ? t("notebook.stale.runAgain")
      : isStageCell(cell)
        ? actionLabel(cell.kind, t)
        : t("notebook.next.code");
  return (
    <Button
      size="sm"
      variant={fresh ? "ghost" : lit && !resumable ? "primary" : "secondary"}
      data-testid="cell-run"
      disabled={
        refused || elsewhere || asksFirst(cell) || (cell.kind === "dataset" && cell.params.source.kind === "none")
      }
      {...(elsewhere ? { title: t("notebook.elsewhere.why"), "aria-describedby": elsewhereNoteId(cell.id) } : {})}
      icon={<Play aria-hidden size={13} />}
      onClick={() => (approval ? approve(cell.id) : run(cell.id))}
    >
      {label}
    </Button>
  );
}

/** A cell is open while it asks for something; what a person opened or closed stays so, also between runs. */
function useOpen(cell: Cell, state: CellState, lit: boolean): [boolean, (open: boolean) => void] {
  const [choice, setChoice] = useState<boolean | null>(null);
  const succeeded = state.status === "done" || state.status === "cached";
  const asks =
    (cell.kind === "dataset" && cell.params.source.kind === "none") ||
    (cell.kind === "goal" && cell.params.target === "") ||
    state.status === "failed";
  return [choice ?? (asks || (lit && !succeeded)), setChoice];
}
