"use client";

/** How a classifier decides and whom its errors meet: one threshold moves the counts, the cost, the groups and the marks on the curves. */
import { useState } from "react";
import { placeOf, type ErrorCosts } from "@/lib/evaluation/judgement/at-threshold";
import type { BinaryJudgement, Judgement } from "@/lib/evaluation/judgement/judgement";
import { asId, type Sha256 } from "@/lib/ids";
import { MORE_PROBABLE } from "@/lib/packaging/decision";
import { useNotebook } from "../../notebook-context";
import { useStoredById } from "../../use-stored";
import { CalibrationChart } from "./calibration-chart";
import { GroupTables } from "./group-tables";
import { ThresholdCurves } from "./threshold-curves";
import { ThresholdChoice } from "./threshold-choice";
import { ThresholdPanel } from "./threshold-panel";

const EVEN: ErrorCosts = { falsePositive: 1, falseNegative: 1 };

export interface JudgementViewProps {
  readonly judgement: Judgement;
  /** Name of the goal's cell. */
  readonly goalName: string;
  /** The package that was evaluated, and the name of its cell. */
  readonly packageDigest: Sha256;
  readonly packageName: string;
}

export function JudgementView({ judgement, ...rest }: JudgementViewProps) {
  return judgement.kind === "binary" ? (
    <BinaryView judgement={judgement} {...rest} />
  ) : (
    <CalibrationChart calibration={judgement.calibration} />
  );
}

interface BinaryViewProps extends Omit<JudgementViewProps, "judgement"> {
  readonly judgement: BinaryJudgement;
}

function BinaryView({ judgement, goalName, packageDigest, packageName }: BinaryViewProps) {
  const made = useStoredById(packageDigest, (stores, digest) => stores.packages.getPackage(asId<Sha256>(digest)));
  const packed = made?.manifest.decision?.threshold ?? MORE_PROBABLE;
  const [moved, setThreshold] = useState<number | null>(null);
  const threshold = moved ?? packed;
  const costs = useCosts(goalName);
  const place = placeOf(judgement, threshold);
  return (
    <>
      <ThresholdPanel
        {...{ judgement, costs, threshold, place, packed }}
        choice={<ThresholdChoice {...{ threshold, packed, packageName, positive: judgement.positiveClass }} />}
        onChange={setThreshold}
      />
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
