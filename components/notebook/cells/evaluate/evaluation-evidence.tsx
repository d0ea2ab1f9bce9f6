"use client";

/** How sure an evaluation is: its interval, the test against the baseline, and the slices that are surely worse. */
import type { Evaluation, SliceEvidence } from "@/lib/evaluation/evaluation";
import type { SliceName } from "@/lib/evaluation/slice-rows";
import { useText, type Text } from "../../../i18n";
import { StateIcon } from "../../../ui/state-icon";
import { Explained } from "../../../ui/explained";
import { useMetricText } from "./metric-text";

interface EvidenceProps {
  readonly evaluation: Evaluation;
}

/** Where the primary metric lies when other rows of the same kind are drawn. */
export function MetricInterval({ evaluation: { interval, metric } }: EvidenceProps) {
  const { t, formatNumber } = useText();
  const metricText = useMetricText();
  if (!interval) return null;
  const write = (value: number) => metricText(metric, value);
  return (
    <span
      className="text-sm text-faint"
      data-testid="primary-interval"
      data-low={interval.low}
      data-high={interval.high}
      title={t(`cells.evaluate.intervalBy.${interval.method}`)}
    >
      {t("cells.evaluate.interval", {
        confidence: formatNumber(interval.confidence * 100),
        low: write(interval.low),
        high: write(interval.high),
      })}
    </span>
  );
}

/** Whether the model beats the baseline by more than chance; nothing in evaluations that were stored without the test. */
export function BaselineTest({ evaluation: { baselineTest, task } }: EvidenceProps) {
  const { t, formatNumber } = useText();
  if (!baselineTest) return null;
  const { verdict, p } = baselineTest;
  const sentence = `cells.evaluate.baselineTest.${task === "regression" ? "values" : "classes"}.${verdict}` as const;
  const size = p < SMALLEST_P ? `< ${formatNumber(SMALLEST_P)}` : `= ${formatNumber(p, { maximumFractionDigits: 3 })}`;
  return (
    <p className="flex items-center gap-2 text-sm text-soft" data-testid="baseline-test" data-verdict={verdict}>
      <StateIcon status={ICONS[verdict]} size={15} decorative />
      <span>{t(sentence, { p: size })}</span>
    </p>
  );
}

/** The slices that are surely worse than the whole, or that there is none. */
export function WeakestSlices({ evaluation: { slices } }: EvidenceProps) {
  const { t, formatNumber } = useText();
  if (!slices) return null;
  const metric = t(`common.metric.${slices.metric}`);
  const overall = formatNumber(slices.overall, { maximumFractionDigits: 3 });
  return (
    <div data-testid="weakest-slices">
      <h3 className="font-semibold">
        <Explained term="slices">{t("cells.evaluate.slices")}</Explained>
      </h3>
      {slices.worst.length === 0 ? (
        <p className="text-sm text-soft">{t("cells.evaluate.noSlice", { count: slices.looked })}</p>
      ) : (
        <>
          <p className="text-sm text-soft">{t("cells.evaluate.slicesHint", { metric, overall })}</p>
          <ul className="mt-1 text-sm">
            {slices.worst.map((slice, index) => (
              <SliceLine key={index} slice={slice} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function SliceLine({ slice }: { readonly slice: SliceEvidence["worst"][number] }) {
  const text = useText();
  const { t, formatNumber } = text;
  const { parts, rows, value, interval } = slice;
  const write = (figure: number) => formatNumber(figure, { maximumFractionDigits: 3 });
  const [first = "", second] = parts.map((part) => sliceLabel(part, text));
  const name = second === undefined ? first : t("cells.evaluate.sliceOfTwo", { first, second });
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1 last:border-b-0" data-slice>
      <span className="min-w-0 break-words">{name}</span>
      <span className="text-faint">{t("cells.evaluate.sliceRows", { count: rows })}</span>
      <span className="ml-auto font-medium">{write(value)}</span>
      <span className="text-faint">
        {t("cells.evaluate.sliceInterval", { low: write(interval.low), high: write(interval.high) })}
      </span>
    </li>
  );
}

/** A slice in words. */
export function sliceLabel(name: SliceName, { t, formatNumber }: Text): string {
  const { column } = name;
  switch (name.kind) {
    case "category":
      return t("cells.evaluate.slice.category", { column, category: name.category });
    case "range": {
      const [low, high] = [name.low, name.high].map((edge) => formatNumber(edge, { maximumSignificantDigits: 4 }));
      return t("cells.evaluate.slice.range", { column, low: low ?? "", high: high ?? "" });
    }
    case "missing":
      return t("cells.evaluate.slice.missing", { column });
  }
}

const SMALLEST_P = 0.001;
const ICONS = { better: "done", worse: "failed", "no-difference": "queued" } as const;
