"use client";

/** Given probability against what turned out, with the rows behind each point. */
import type { Calibration } from "@/lib/evaluation/judgement/judgement";
import { LineChart } from "../../../charts/line-chart";
import { useText } from "../../../i18n";
import { Explained } from "../../../ui/explained";
import { SimpleTable } from "./simple-table";

const UNIT = [0, 1] as const;
const DIAGONAL = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];

export function CalibrationChart({ calibration }: { readonly calibration: Calibration }) {
  const { t, formatNumber, formatPercent } = useText();
  const { bins, ece } = calibration;
  const title = t("judge.calibration.title", { ece: formatNumber(ece, { maximumFractionDigits: 3 }) });
  const [probability, share] = [t("judge.calibration.probability"), t("judge.calibration.share")];
  return (
    <section aria-label={title} data-testid="calibration" data-ece={ece}>
      <h3 className="font-semibold">
        <Explained term="calibration">{title}</Explained>
      </h3>
      <p className="text-sm text-soft">{t("judge.calibration.hint")}</p>
      <LineChart
        label={title}
        xLabel={probability}
        yLabel={share}
        yDomain={UNIT}
        series={[
          { name: t("judge.calibration.honest"), kind: "reference", points: DIAGONAL },
          {
            name: t("judge.curves.model"),
            kind: "current",
            points: bins.map((bin) => ({ x: bin.meanProbability, y: bin.positiveShare })),
          },
        ]}
      />
      <details className="text-sm">
        <summary className="cursor-pointer text-soft">{t("judge.calibration.counts")}</summary>
        <SimpleTable
          caption={t("judge.calibration.counts")}
          columns={[probability, share, t("judge.calibration.rows")]}
          rows={bins.map((bin) => ({
            key: String(bin.index),
            cells: [
              formatPercent(bin.meanProbability, 1),
              formatPercent(bin.positiveShare, 1),
              formatNumber(bin.count),
            ],
          }))}
          testId="calibration-counts"
        />
      </details>
    </section>
  );
}
