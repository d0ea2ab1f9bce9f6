"use client";

/** The life-cycle as the page's one drawing: seven stops on a closed loop, in the hues of their phases. */
import { useText } from "../i18n";
import { LOOP_KEYS, type LoopKey } from "../shell/loop-stops";

const WIDTH = 400;
const HEIGHT = 320;
const RADIUS = 112;
const LABEL_GAP = 22;
const HUE: Record<LoopKey, string> = {
  goal: "var(--data)",
  data: "var(--data)",
  training: "var(--model)",
  packaging: "var(--delivery)",
  evaluation: "var(--delivery)",
  deployment: "var(--operation)",
  monitoring: "var(--operation)",
};

export function HomeLoop() {
  const { t } = useText();
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={LOOP_KEYS.map((key) => t(`shell.stops.${key}`)).join(", ")}
      className="w-full"
    >
      <circle cx={WIDTH / 2} cy={HEIGHT / 2} r={RADIUS} fill="none" stroke="var(--line)" strokeWidth={2} />
      {LOOP_KEYS.map((key, index) => {
        const angle = (index / LOOP_KEYS.length) * 2 * Math.PI - Math.PI / 2;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const anchor = Math.abs(cos) < 0.3 ? "middle" : cos > 0 ? "start" : "end";
        return (
          <g key={key}>
            <circle
              cx={at(WIDTH, RADIUS, cos)}
              cy={at(HEIGHT, RADIUS, sin)}
              r={11}
              fill="var(--paper)"
              stroke={HUE[key]}
              strokeWidth={3}
            />
            <text
              x={at(WIDTH, RADIUS + LABEL_GAP, cos)}
              y={at(HEIGHT, RADIUS + LABEL_GAP + 4, sin) + 5}
              textAnchor={anchor}
              fontSize={14}
              fill="var(--soft)"
            >
              {t(`shell.stops.${key}`)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Rounded, so that the server and the browser write the same text. */
const at = (length: number, radius: number, direction: number): number =>
  Math.round((length / 2 + radius * direction) * 100) / 100;
