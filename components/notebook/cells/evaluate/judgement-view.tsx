"use client";

/** How a classifier decides and whom its errors meet: one threshold moves the counts, the cost, the groups and the marks on the curves. */
import { useState } from "react";
import { placeOf, type ErrorCosts } from "@/lib/evaluation/judgement/at-threshold";
import type { BinaryJudgement, Judgement } from "@/lib/evaluation/judgement/judgement";
import { useNotebook } from "../../notebook-context";
import { CalibrationChart } from "./calibration-chart";
import { GroupTables } from "./group-tables";
import { ThresholdCurves } from "./threshold-curves";
import { ThresholdPanel } from "./threshold-panel";

/** What the package decides by: the more probable of two classes. */
const PACKAGE_THRESHOLD = 0.5;
const EVEN: ErrorCosts = { falsePositive: 1, falseNegative: 1 };

export interface JudgementViewProps {
  readonly judgement: Judgement;
  /** Name of the goal's cell. */
  readonly goalName: string;
}

export function JudgementView({ judgement, goalName }: JudgementViewProps) {
  return judgement.kind === "binary" ? (
    <BinaryView judgement={judgement} goalName={goalName} />
  ) : (
    <CalibrationChart calibration={judgement.calibration} />
  );
}

function BinaryView({ judgement, goalName }: { readonly judgement: BinaryJudgement; readonly goalName: string }) {
  const [threshold, setThreshold] = useState(PACKAGE_THRESHOLD);
  const costs = useCosts(goalName);
  const place = placeOf(judgement, threshold);
  return (
    <>
      <ThresholdPanel {...{ judgement, costs, threshold, place }} onChange={setThreshold} />
      <GroupTables {...{ judgement, threshold, place }} />
      <div className="grid grid-cols-2 gap-4 phone:grid-cols-1">
        <ThresholdCurves {...{ judgement, threshold, place }} />
      </div>
      <CalibrationChart calibration={judgement.calibration} />
    </>
  );
}

/** The costs that the goal has now, which may be others than when the rows were scored: only the counts are stored. */
function useCosts(goalName: string): ErrorCosts {
  const { document } = useNotebook();
  const goal = document.cells.find((cell) => cell.kind === "goal" && cell.name === goalName);
  return goal?.kind === "goal" ? goal.params.costs : EVEN;
}
