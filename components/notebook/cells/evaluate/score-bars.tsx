"use client";

/** The primary metric of this model, the champion and the baseline, one under the other on one scale. */
import type { Evaluation } from "@/lib/evaluation/evaluation";
import { useText } from "../../../i18n";
import { Explained } from "../../../ui/explained";
import { useMetricText } from "./metric-text";

export function ScoreBars({ evaluation }: { readonly evaluation: Evaluation }) {
  const { t } = useText();
  const write = useMetricText();
  const { metric, scores, champion, baseline } = evaluation;
  const bars = [
    { key: "model" as const, name: t("cells.evaluate.model"), value: scores[metric], fill: "var(--chart-challenger)" },
    ...(champion
      ? [
          {
            key: "champion" as const,
            name: t("cells.evaluate.champion", { version: champion.version }),
            value: champion.scores[metric],
            fill: "var(--chart-champion)",
          },
        ]
      : []),
    {
      key: "baseline" as const,
      name: t("cells.evaluate.baseline"),
      value: baseline[metric],
      fill: "var(--chart-baseline)",
    },
  ];
  const top = Math.max(1e-9, ...bars.map((bar) => Math.abs(bar.value ?? 0)));
  return (
    <ul className="flex flex-col gap-1">
      {bars.map((bar) => (
        <li key={bar.key} data-score={bar.key} className="grid grid-cols-[8rem_1fr_auto] items-center gap-3 text-sm">
          {bar.key === "champion" || bar.key === "baseline" ? (
            <Explained term={bar.key} className="truncate text-soft">
              {bar.name}
            </Explained>
          ) : (
            <span className="truncate text-soft">{bar.name}</span>
          )}
          <span aria-hidden className="h-2.5 rounded-xs bg-sunk">
            <span
              className="block h-full rounded-xs"
              style={{ width: `${(Math.abs(bar.value ?? 0) / top) * 100}%`, background: bar.fill }}
            />
          </span>
          <span className="min-w-16 text-right">{bar.value === undefined ? "–" : write(metric, bar.value)}</span>
        </li>
      ))}
    </ul>
  );
}
