"use client";

/** Chooses the window that the tables below speak of: the newest, or any before. */
import { useId } from "react";
import type { MonitorWindow } from "@/lib/monitoring/monitor";
import { LANE_LEFT, LANE_RIGHT } from "../../../charts/timeline";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { virtualTimeText } from "../../world/virtual-time";

export interface WindowSliderProps {
  readonly first: number;
  readonly last: number;
  readonly looked: Pick<MonitorWindow, "index" | "toMinute">;
  readonly isNewest: boolean;
  readonly onChoose: (index: number | null) => void;
}

export function WindowSlider({ first, last, looked, isNewest, onChoose }: WindowSliderProps) {
  const { t } = useText();
  const id = useId();
  const said = t("monitoring.chart.windowAt", {
    index: looked.index + 1,
    time: virtualTimeText(looked.toMinute, t),
  });
  return (
    <div className="relative min-h-8 border-t border-line pt-1 text-sm text-soft">
      <label htmlFor={id} className="absolute left-0">
        {t("monitoring.chart.look")}
      </label>
      <div className="flex items-center gap-3" style={{ marginLeft: LANE_LEFT, marginRight: LANE_RIGHT }}>
        <input
          id={id}
          type="range"
          min={first}
          max={last}
          value={looked.index}
          aria-valuetext={said}
          className="min-h-6 min-w-0 flex-1 accent-ink"
          onChange={(event) => {
            const index = Number(event.target.value);
            onChoose(index === last ? null : index);
          }}
        />
        <span>{said}</span>
        {isNewest ? null : (
          <Button size="sm" variant="ghost" onClick={() => onChoose(null)}>
            {t("monitoring.chart.newest")}
          </Button>
        )}
      </div>
    </div>
  );
}
