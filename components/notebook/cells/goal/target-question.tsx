"use client";

/** "What do you want to predict?": every column a suggestion, the likeliest first, each with its reason. Nothing is assumed. */
import { useState } from "react";
import { rankTargets, type TargetSuggestion } from "@/lib/data/rank-targets";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import { suggestGoal } from "@/lib/notebook/document/goal-suggestion";
import type { StageCellOf } from "@/lib/notebook/document/document";
import { useText } from "../../../i18n";
import { useNotebook } from "../../notebook-context";

const FIRST = 5;

export interface TargetQuestionProps {
  readonly cell: StageCellOf<"goal">;
  readonly version: DatasetVersion;
  readonly disabled: boolean;
}

export function TargetQuestion({ cell, version, disabled }: TargetQuestionProps) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const answer = useTargetAnswer(cell, version);
  const ranked = rankTargets(version);
  const shown = all ? ranked : ranked.slice(0, FIRST);
  return (
    <fieldset disabled={disabled} data-testid="target-question" className="min-w-0">
      <legend className="font-medium">{t("cells.goal.question")}</legend>
      <p className="text-sm text-soft">{t("cells.goal.questionHint")}</p>
      <ul className="mt-2 flex flex-col gap-1">
        {shown.map((suggestion) => (
          <Suggestion key={suggestion.column} suggestion={suggestion} onChoose={() => answer(suggestion.column)} />
        ))}
      </ul>
      {ranked.length > shown.length ? (
        <button type="button" className="link mt-2 min-h-7 text-sm" onClick={() => setAll(true)}>
          {t("cells.goal.moreColumns", { count: ranked.length - shown.length })}
        </button>
      ) : null}
    </fieldset>
  );
}

/** Answers with a column: the goal that suits it, and what waited for it goes on. */
export function useTargetAnswer(cell: StageCellOf<"goal">, version: DatasetVersion): (column: string) => void {
  const { edit, run } = useNotebook();
  return (column) => {
    edit({
      kind: "params",
      cellId: cell.id,
      params: { ...suggestGoal(version, column), sensitive: cell.params.sensitive.filter((name) => name !== column) },
    });
    run(cell.id);
  };
}

function Suggestion({
  suggestion,
  onChoose,
}: {
  readonly suggestion: TargetSuggestion;
  readonly onChoose: () => void;
}) {
  const { t } = useText();
  const { column, reason, caution, distinct } = suggestion;
  return (
    <li>
      <button
        type="button"
        data-column={column}
        data-caution={caution ?? undefined}
        onClick={onChoose}
        className="flex min-h-9 w-full flex-wrap items-baseline gap-x-3 rounded-md border border-line bg-surface px-3 py-1 text-left hover:border-ink"
      >
        <span className="font-mono font-medium">{column}</span>
        <span className="text-sm text-soft">{t(`cells.goal.reasons.${reason}`, { count: distinct })}</span>
        {caution ? (
          <span className="text-sm text-waiting">{t(`cells.goal.cautions.${caution}`, { count: distinct })}</span>
        ) : null}
      </button>
    </li>
  );
}
