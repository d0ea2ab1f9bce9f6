"use client";

/** The curve of a training, live or finished: score or loss over epochs, train thin, validation thick, baseline dotted. */
import { useMemo, useState } from "react";
import type { TrainingView } from "@/lib/notebook/result/cell-result";
import { LineChart, type LineSeries } from "../../../charts/line-chart";
import { useText } from "../../../i18n";

export type Curve = TrainingView["curve"];
type Shown = "score" | "loss";
const SHARE = [0, 1] as const;

export interface LearningCurveProps {
  readonly curve: Curve;
  readonly regression: boolean;
  /** How far a training in flight may go: the axis does not move while it does. */
  readonly epochs?: number;
  /** What the dummy scores (and loses); null when nobody knows. */
  readonly baseline: { readonly score: number | null; readonly loss: number | null };
}

export function LearningCurve({ curve, regression, baseline, epochs }: LearningCurveProps) {
  const { t } = useText();
  const [shown, setShown] = useState<Shown>("score");
  const scoreName = t(regression ? "cells.train.scoreRmse" : "cells.train.scoreAccuracy");
  const yLabel = shown === "score" ? scoreName : t("cells.train.curveLoss");
  const series = useSeries(curve, shown, baseline[shown]);
  const best = bestEpoch(curve);
  const last = Math.max(epochs ?? 0, curve.at(-1)?.epoch ?? 1, 2);
  const xDomain = useMemo(() => [1, last] as const, [last]);
  // A share of right answers goes from 0 to 1, from the first epoch on.
  const share = shown === "score" && !regression;
  const mark = useMemo(
    () => (best === null ? null : { x: best, label: t("cells.train.bestEpoch", { epoch: best }) }),
    [best, t],
  );
  return (
    <div>
      <div role="group" aria-label={t("cells.train.curve")} className="mb-1 flex gap-1">
        {(["score", "loss"] as const).map((choice) => (
          <button
            key={choice}
            type="button"
            aria-pressed={shown === choice}
            onClick={() => setShown(choice)}
            className="min-h-7 rounded-md px-2 text-sm text-soft first-letter:uppercase aria-pressed:bg-sunk aria-pressed:font-medium aria-pressed:text-ink"
          >
            {choice === "score" ? scoreName : t("cells.train.curveLoss")}
          </button>
        ))}
      </div>
      <LineChart
        label={t("cells.train.curve")}
        series={series}
        xLabel={t("cells.train.epochs")}
        yLabel={yLabel}
        mark={mark}
        xDomain={xDomain}
        {...(share ? { yDomain: SHARE } : {})}
        wholeX
      />
    </div>
  );
}

function useSeries(curve: Curve, shown: Shown, baseline: number | null): LineSeries[] {
  const { t } = useText();
  return useMemo(() => {
    const line = (name: string, kind: LineSeries["kind"], value: (point: Curve[number]) => number): LineSeries => ({
      name,
      kind,
      points: curve.map((point) => ({ x: point.epoch, y: value(point) })).filter((point) => Number.isFinite(point.y)),
    });
    const lines = [
      line(t("cells.train.training"), "train", (p) => (shown === "score" ? p.trainScore : p.trainLoss)),
      line(t("cells.train.validation"), "validation", (p) =>
        shown === "score" ? p.validationScore : p.validationLoss,
      ),
    ];
    if (baseline === null) return lines;
    const first = curve[0]?.epoch ?? 1;
    return [...lines, { name: t("cells.train.baseline"), kind: "baseline", points: [{ x: first, y: baseline }] }];
  }, [curve, shown, baseline, t]);
}

/** The epoch with the smallest validation loss; null before the first. */
export function bestEpoch(curve: Curve): number | null {
  const best = curve.reduce<Curve[number] | null>(
    (found, point) => (found === null || point.validationLoss < found.validationLoss ? point : found),
    null,
  );
  return best?.epoch ?? null;
}
