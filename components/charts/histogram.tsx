"use client";

/** Two distributions of one column over each other: the reference filled grey, what is seen now outlined. */
import { useText } from "../i18n";
import { ChartFrame } from "./chart-frame";

export interface HistogramBar {
  readonly label: string;
  readonly reference: number;
  /** Absent where only one distribution is shown. */
  readonly current?: number;
}

export interface HistogramProps {
  readonly name: string;
  readonly bars: readonly HistogramBar[];
  readonly height?: number;
}

const WIDTH = 320;

export function Histogram({ name, bars, height = 120 }: HistogramProps) {
  const { t, formatPercent } = useText();
  const compares = bars.some((bar) => bar.current !== undefined);
  const top = Math.max(1e-9, ...bars.map((bar) => Math.max(bar.reference, bar.current ?? 0)));
  const step = WIDTH / Math.max(1, bars.length);
  const tall = (value: number) => (value / top) * (height - 4);
  const [before, now] = [t(compares ? "common.chart.before" : "common.chart.count"), t("common.chart.current")];
  const columns = [t("common.value"), before, ...(compares ? [now] : [])];
  return (
    <ChartFrame
      label={t("common.chart.histogram", { name })}
      legend={compares ? <BeforeNow before={before} now={now} /> : undefined}
      table={() => ({
        columns,
        rows: bars.map((bar) => [bar.label, bar.reference, ...(compares ? [bar.current ?? null] : [])]),
      })}
    >
      {compares ? (
        <p aria-hidden className="text-sm text-faint">
          {t("common.chart.ofRows", { share: formatPercent(top, 0) })}
        </p>
      ) : null}
      <svg
        aria-hidden
        viewBox={`0 0 ${WIDTH} ${height}`}
        preserveAspectRatio="none"
        className="block w-full"
        style={{ height }}
      >
        {bars.map((bar, index) => (
          <g key={index} transform={`translate(${index * step} 0)`}>
            <rect
              x={1}
              width={Math.max(0.5, step - 2)}
              y={height - tall(bar.reference)}
              height={tall(bar.reference)}
              fill="var(--chart-reference)"
              opacity={compares ? 0.55 : 0.9}
            />
            {bar.current === undefined ? null : (
              <path
                d={`M1 ${height - tall(bar.current)}H${step - 1}`}
                stroke="var(--ink)"
                strokeWidth={2}
                vectorEffect="non-scaling-stroke"
              />
            )}
            <title>{bar.label}</title>
          </g>
        ))}
        <path d={`M0 ${height - 0.5}H${WIDTH}`} stroke="var(--strong)" vectorEffect="non-scaling-stroke" />
      </svg>
      <div aria-hidden className="mt-1 flex justify-between text-sm text-faint">
        <span>{bars[0]?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </div>
    </ChartFrame>
  );
}

/** The two shapes by name: filled is before, the stroke is now. */
export function BeforeNow({ before, now }: { readonly before: string; readonly now: string }) {
  return (
    <ul className="flex gap-4 text-sm text-soft">
      <li className="flex items-center gap-1.5">
        <svg aria-hidden width="12" height="12">
          <rect width="12" height="12" fill="var(--chart-reference)" opacity={0.55} />
        </svg>
        {before}
      </li>
      <li className="flex items-center gap-1.5">
        <svg aria-hidden width="14" height="8">
          <path d="M0 4H14" stroke="var(--ink)" strokeWidth={2} />
        </svg>
        {now}
      </li>
    </ul>
  );
}
