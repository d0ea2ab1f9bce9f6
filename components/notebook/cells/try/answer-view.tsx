"use client";

/** What a model answered: the answer large, the classes as bars. */
import type { PredictAnswer } from "@/lib/notebook/services/services";
import { useText } from "../../../i18n";

const MOST_CLASSES = 10;

export function AnswerView({ answer }: { readonly answer: PredictAnswer }) {
  const { t, formatNumber, formatPercent } = useText();
  const { prediction, probabilities, latencyMs, findings, decision } = answer;
  const shown = typeof prediction === "number" ? formatNumber(prediction) : (prediction ?? t("common.missing"));
  return (
    <div data-testid="answer" data-answer={String(prediction)}>
      <p role="status" className="flex items-baseline gap-2">
        <span className="sr-only">{t("cells.tryRow.answer")}</span>
        <span className="text-2xl font-semibold">{shown}</span>
        <span className="text-sm text-faint">
          {t("cells.draw.ms", { ms: formatNumber(latencyMs, { maximumSignificantDigits: 2 }) })}
        </span>
      </p>
      {decision ? (
        <p className="text-sm text-soft">
          {t("cells.package.decision", {
            positive: decision.positive,
            threshold: formatNumber(decision.threshold, { maximumFractionDigits: 3 }),
          })}
        </p>
      ) : null}
      {findings.length > 0 ? (
        <ul aria-label={t("cells.tryRow.findings.title")} data-testid="findings" className="mt-1 text-sm text-waiting">
          {findings.map(({ column, kind, value }) => (
            <li key={`${kind} ${column}`}>
              {t(`cells.tryRow.findings.${kind}`, {
                column,
                value: typeof value === "number" ? formatNumber(value) : (value ?? ""),
              })}
            </li>
          ))}
        </ul>
      ) : null}
      {probabilities.length > 0 ? (
        <ul aria-label={t("cells.tryRow.probability")} className="mt-1 flex flex-col gap-0.5">
          {probabilities.slice(0, MOST_CLASSES).map(({ value, probability }) => (
            <li key={value} className="grid grid-cols-[minmax(1.5rem,6rem)_1fr_3.5rem] items-center gap-2 text-sm">
              <span className="truncate text-right">{value}</span>
              <span aria-hidden className="h-2.5 rounded-xs bg-sunk">
                <span
                  className="block h-full rounded-xs bg-ink"
                  style={{ width: `${Math.max(probability * 100, 0.5)}%` }}
                />
              </span>
              <span className="text-right text-soft">{formatPercent(probability, 1)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
