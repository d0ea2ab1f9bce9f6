"use client";

/** The ROC curve and precision against recall, each with a mark where the threshold stands. */
import { useMemo } from "react";
import { outcomesAt } from "@/lib/evaluation/judgement/at-threshold";
import type { BinaryJudgement } from "@/lib/evaluation/judgement/judgement";
import { LineChart, type LineSeries } from "../../../charts/line-chart";
import { useText } from "../../../i18n";
import { Explained } from "../../../ui/explained";

export interface ThresholdCurvesProps {
  readonly judgement: BinaryJudgement;
  readonly threshold: number;
  readonly place: number;
}

const UNIT = [0, 1] as const;

export function ThresholdCurves({ judgement, threshold, place }: ThresholdCurvesProps) {
  const { t, formatNumber } = useText();
  const { rocArea, averagePrecision } = judgement;
  const points = useMemo(() => pointsOf(judgement), [judgement]);
  const write = (area: number) => formatNumber(area, { maximumFractionDigits: 3 });
  const label = t("judge.threshold.at", { threshold: write(threshold) });
  const here = points[place];
  const model = (at: LineSeries["points"]): LineSeries => ({
    name: t("judge.curves.model"),
    kind: "current",
    points: at,
  });
  const chance: LineSeries = {
    name: t("judge.curves.chance"),
    kind: "reference",
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  };
  const precise = points.flatMap((point) =>
    point.precision === null ? [] : [{ x: point.recall, y: point.precision }],
  );
  const [roc, pr] = [
    t("judge.curves.roc", { area: write(rocArea) }),
    t("judge.curves.pr", { area: write(averagePrecision) }),
  ];
  return (
    <>
      <div data-testid="roc-curve">
        <h3 className="font-semibold">
          <Explained term="auc">{roc}</Explained>
        </h3>
        <LineChart
          label={roc}
          xLabel={t("judge.curves.falsePositiveRate")}
          yLabel={t("judge.curves.truePositiveRate")}
          yDomain={UNIT}
          series={[chance, model(points.map(({ alarms, recall }) => ({ x: alarms, y: recall })))]}
          mark={here ? { x: here.alarms, label } : null}
        />
      </div>
      <div data-testid="pr-curve">
        <h3 className="font-semibold">
          <Explained term="precision">{pr}</Explained>
        </h3>
        <LineChart
          label={pr}
          xLabel={t("judge.curves.recall")}
          yLabel={t("judge.curves.precision")}
          yDomain={UNIT}
          series={[model(precise)]}
          mark={here ? { x: here.recall, label } : null}
        />
      </div>
    </>
  );
}

/** Rates at each threshold; precision is null where nobody is answered "positive". */
function pointsOf({ overall, thresholds }: BinaryJudgement) {
  return thresholds.map((_, place) => {
    const { truePositives, falsePositives } = outcomesAt(overall, place);
    const selected = truePositives + falsePositives;
    return {
      alarms: falsePositives / overall.negatives,
      recall: truePositives / overall.positives,
      precision: selected === 0 ? null : truePositives / selected,
    };
  });
}
