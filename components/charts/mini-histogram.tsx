"use client";

/** The shape of a column in 80 × 20 pixels, for table headers. */
import type { ColumnProfile } from "@/lib/data/profile/profile";
import { useText } from "../i18n";

const WIDTH = 80;
const HEIGHT = 20;
const MOST_BARS = 12;

export function MiniHistogram({ profile }: { readonly profile: ColumnProfile }) {
  const { t } = useText();
  const counts = (profile.kind === "numeric" ? profile.histogram : profile.top).slice(0, MOST_BARS * 2);
  const top = Math.max(1, ...counts.map((bin) => bin.count));
  const step = WIDTH / Math.max(1, counts.length);
  return (
    <svg
      role="img"
      aria-label={t("common.chart.histogram", { name: profile.name })}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="block"
    >
      {counts.map((bin, index) => {
        const tall = Math.max(bin.count > 0 ? 1 : 0, (bin.count / top) * HEIGHT);
        return (
          <rect
            key={index}
            x={index * step}
            width={Math.max(1, step - 1)}
            y={HEIGHT - tall}
            height={tall}
            fill={profile.kind === "numeric" ? "var(--chart-fill)" : "var(--chart-reference)"}
          />
        );
      })}
    </svg>
  );
}
