"use client";

/** Which version answers which share of the traffic: champion solid, challenger hatched. */
import { useText } from "../i18n";

export interface TrafficShare {
  readonly version: string;
  /** 0 to 100; the shares add up to 100. */
  readonly percent: number;
  readonly role: "champion" | "challenger";
}

export function TrafficBar({ shares }: { readonly shares: readonly TrafficShare[] }) {
  const { t, formatPercent } = useText();
  return (
    <div>
      <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-full">
        {shares.map((share) => (
          <span
            key={share.version}
            className="h-full transition-[flex-grow]"
            style={{ flexGrow: share.percent, flexBasis: 0, background: fillOf(share.role) }}
          />
        ))}
      </div>
      <ul aria-label={t("common.chart.traffic")} className="mt-1.5 flex flex-wrap gap-x-4 text-sm">
        {shares.map((share) => (
          <li key={share.version} className="flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-xs" style={{ background: fillOf(share.role) }} />
            <span className="font-medium">{share.version}</span>
            <span>{formatPercent(share.percent / 100, 0)}</span>
            <span className="text-faint">{t(`common.chart.${share.role}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function fillOf(role: TrafficShare["role"]): string {
  if (role === "champion") return "var(--chart-champion)";
  return "repeating-linear-gradient(135deg, var(--chart-challenger) 0 4px, transparent 4px 6px)";
}
