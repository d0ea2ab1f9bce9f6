"use client";

/** The threshold as a slider, with the four counts, their cost and the cheapest threshold. */
import type { ReactNode } from "react";
import { cheapestPlace, costOf, outcomesAt, placeOf, type ErrorCosts } from "@/lib/evaluation/judgement/at-threshold";
import type { BinaryJudgement } from "@/lib/evaluation/judgement/judgement";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { Explained } from "../../../ui/explained";
import { Slider } from "../../../ui/form/slider";

export interface ThresholdPanelProps {
  readonly judgement: BinaryJudgement;
  readonly costs: ErrorCosts;
  readonly threshold: number;
  /** Of the threshold among those of the judgement. */
  readonly place: number;
  /** Of the package that was evaluated. */
  readonly packed: number;
  /** What to do with the chosen threshold. */
  readonly choice?: ReactNode;
  readonly onChange: (threshold: number) => void;
}

export function ThresholdPanel({ judgement, costs, threshold, place, packed, choice, onChange }: ThresholdPanelProps) {
  const { t, formatNumber } = useText();
  const { positiveClass: positive, overall, thresholds } = judgement;
  const costAt = (at: number) => costOf(outcomesAt(overall, at), costs);
  const cheapest = cheapestPlace(judgement, costs);
  const best = thresholds[cheapest] ?? 1;
  const write = (value: number) => formatNumber(value, { maximumFractionDigits: 2 });
  const round = (value: number) => formatNumber(value, { maximumFractionDigits: 3 });
  const shown = round(threshold);
  const outcomes = outcomesAt(overall, place);
  return (
    <section aria-label={t("judge.threshold.slider")} data-testid="threshold-panel">
      <h3 className="font-semibold">
        <Explained term="threshold">{t("judge.threshold.title", { positive })}</Explained>
      </h3>
      <p className="text-sm text-soft">{t("judge.threshold.whatIf", { positive, threshold: round(packed) })}</p>
      <div className="mt-2 grid grid-cols-[7rem_1fr] items-center gap-3">
        <span className="text-lg font-semibold" data-testid="threshold" data-value={threshold}>
          {shown}
        </span>
        <div className="relative">
          <Slider
            label={t("judge.threshold.slider")}
            value={threshold}
            valueText={`${t("judge.threshold.at", { threshold: shown })}. ${t("judge.threshold.cost")}: ${write(costAt(place))}`}
            onChange={onChange}
          />
          <span
            aria-hidden
            className="absolute top-full h-2 border-l-2 border-(--chart-threshold)"
            style={{ left: `${Math.min(best, 1) * 100}%` }}
          />
        </div>
      </div>
      <Outcomes positive={positive} outcomes={outcomes} />
      <p className="mt-2 text-sm">
        {t("judge.threshold.cost")}:{" "}
        <strong className="text-base" data-testid="threshold-cost" data-cost={costAt(place)}>
          {write(costAt(place))}
        </strong>{" "}
        <span className="text-faint">
          (
          {t("judge.threshold.costHint", {
            alarms: outcomes.falsePositives,
            misses: outcomes.falseNegatives,
            ...costs,
          })}
          )
        </span>
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-3 text-sm">
        <span data-testid="cheapest-threshold" data-threshold={best} data-cost={costAt(cheapest)}>
          {t("judge.threshold.cheapest", {
            threshold: round(Math.min(best, 1)),
            cost: write(costAt(cheapest)),
          })}
          .{" "}
          {t("judge.threshold.asPacked", { threshold: round(packed), cost: write(costAt(placeOf(judgement, packed))) })}
        </span>
        <Button size="sm" onClick={() => onChange(Math.min(best, 1))}>
          {t("judge.threshold.useCheapest")}
        </Button>
        {choice}
      </div>
    </section>
  );
}

function Outcomes({
  positive,
  outcomes,
}: {
  readonly positive: string;
  readonly outcomes: ReturnType<typeof outcomesAt>;
}) {
  const { t, formatNumber } = useText();
  const counts = [
    { key: "hit", count: outcomes.truePositives, wrong: false },
    { key: "miss", count: outcomes.falseNegatives, wrong: true },
    { key: "alarm", count: outcomes.falsePositives, wrong: true },
    { key: "quiet", count: outcomes.trueNegatives, wrong: false },
  ] as const;
  return (
    <ul aria-label={t("judge.threshold.counts")} className="mt-3 grid grid-cols-4 gap-2 text-sm phone:grid-cols-2">
      {counts.map(({ key, count, wrong }) => (
        <li key={key} data-outcome={key} data-count={count} className="rounded-md bg-sunk px-3 py-2">
          <span className={`block text-lg font-semibold ${wrong ? "text-failed" : ""}`}>{formatNumber(count)}</span>
          <span className="text-soft">{t(`judge.threshold.${key}`, { positive })}</span>
        </li>
      ))}
    </ul>
  );
}
