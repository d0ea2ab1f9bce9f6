"use client";

/** The shape of a column before an injection (grey) and after it (outlined): a promise of what it will do. */
import type { ColumnProfile } from "@/lib/data/profile/profile";
import type { InjectionKind } from "@/lib/serving/scenario";
import { BeforeNow } from "../../charts/histogram";
import { useText } from "../../i18n";
import { beforeAfterBars } from "./before-after-bars";

const WIDTH = 112;
const HEIGHT = 44;

export interface BeforeAfterProps {
  readonly kind: InjectionKind;
  readonly strength: number;
  readonly profile: ColumnProfile | null;
}

export function BeforeAfter({ kind, strength, profile }: BeforeAfterProps) {
  const { t, formatPercent } = useText();
  const bars = beforeAfterBars({ kind, strength, profile });
  const top = Math.max(1e-9, ...bars.flatMap((bar) => [bar.before, bar.after]));
  const step = WIDTH / bars.length;
  const tall = (value: number) => (value / top) * (HEIGHT - 3);
  return (
    <figure className="self-center">
      <BeforeNow before={t("common.chart.before")} now={t("common.chart.after")} />
      <p aria-hidden className="text-sm text-faint">
        {t("common.chart.ofRows", { share: formatPercent(top, 0) })}
      </p>
      <svg
        role="img"
        aria-label={t("world.beforeAfter", { kind: t(`world.kinds.${kind}`) })}
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      >
        {bars.map((bar, index) => (
          <g key={index} transform={`translate(${index * step} 0)`}>
            <rect
              x={1}
              width={step - 2}
              y={HEIGHT - tall(bar.before)}
              height={tall(bar.before)}
              fill="var(--chart-reference)"
              opacity={0.5}
            />
            <path d={`M1 ${HEIGHT - tall(bar.after)}H${step - 1}`} stroke="var(--ink)" strokeWidth={2} />
          </g>
        ))}
        <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} stroke="var(--strong)" />
      </svg>
    </figure>
  );
}
