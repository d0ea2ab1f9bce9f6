"use client";

import { useMemo } from "react";
import { goalMiss, type GoalMiss } from "@/lib/evaluation/goal-miss";
import type { NotebookSnapshot } from "@/lib/notebook/runtime/runtime";
import { useEvaluation } from "../use-stored";

/** By how much the model that the notebook has evaluated misses the goal; null while the evaluation is not up to date. */
export function useGoalMiss({ document, states }: NotebookSnapshot): GoalMiss | null {
  const goal = document.cells.find((cell) => cell.kind === "goal");
  const evaluate = document.cells.find((cell) => cell.kind === "evaluate");
  const state = evaluate && states[evaluate.id];
  const current = state?.status === "done" || state?.status === "cached";
  const evaluation = useEvaluation(current ? state.result?.handle?.id : null);
  return useMemo(
    () => (goal?.kind === "goal" && evaluation ? goalMiss(goal.params, evaluation.scores) : null),
    [goal, evaluation],
  );
}
