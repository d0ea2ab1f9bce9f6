"use client";

/** The life-cycle as the page's one drawing: seven stops on a closed loop, in the hues of their phases. */
import { useText } from "../i18n";
import { LOOP_KEYS, LOOP_KIND, type LoopKey } from "../shell/loop-stops";
import { KindIcon } from "../ui/kind-icon";
import { phaseClass } from "../ui/phase";

const WIDTH = 530;
const HEIGHT = 360;
const CENTRE = { x: WIDTH / 2, y: HEIGHT / 2 };
const RADIUS = 118;
const STOP = 19;
const ICON = 18;
const LABEL_GAP = 26;
/** Above and below a stop the text's own height needs room too. */
const TEXT_HALF = 8;
const ARROW = 5;

export function HomeLoop() {
  const { t } = useText();
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={LOOP_KEYS.map((key) => t(`shell.stops.${key}`)).join(", ")}
      className="w-full overflow-visible"
    >
      {LOOP_KEYS.map((key, index) => (
        <Edge key={key} from={index} stop={LOOP_KEYS[(index + 1) % LOOP_KEYS.length] ?? key} />
      ))}
      {LOOP_KEYS.map((key, index) => (
        <Stop key={key} stop={key} index={index} label={t(`shell.stops.${key}`)} />
      ))}
    </svg>
  );
}

/** The arc into a stop, with the direction of travel halfway. */
function Edge({ from, stop }: { readonly from: number; readonly stop: LoopKey }) {
  const start = pointAt(angleOf(from), RADIUS);
  const end = pointAt(angleOf(from + 1), RADIUS);
  const turn = angleOf(from + 0.5);
  const tip = pointAt(turn, RADIUS);
  const degrees = Math.round((turn * 180) / Math.PI) + 90;
  return (
    <g
      stroke="currentColor"
      fill="none"
      strokeWidth={2.5}
      strokeLinecap="round"
      className={phaseClass(LOOP_KIND[stop])}
    >
      <path d={`M${start.x} ${start.y}A${RADIUS} ${RADIUS} 0 0 1 ${end.x} ${end.y}`} />
      <path
        d={`M${-ARROW} ${-ARROW}L0 0L${-ARROW} ${ARROW}`}
        strokeLinejoin="round"
        transform={`translate(${tip.x} ${tip.y}) rotate(${degrees})`}
      />
    </g>
  );
}

interface StopProps {
  readonly stop: LoopKey;
  readonly index: number;
  readonly label: string;
}

function Stop({ stop, index, label }: StopProps) {
  const angle = angleOf(index);
  const at = pointAt(angle, RADIUS);
  const text = pointAt(angle, RADIUS + LABEL_GAP + Math.abs(Math.sin(angle)) * TEXT_HALF);
  const side = Math.cos(angle);
  const anchor = Math.abs(side) < 0.3 ? "middle" : side > 0 ? "start" : "end";
  return (
    <g className={phaseClass(LOOP_KIND[stop])}>
      <circle cx={at.x} cy={at.y} r={STOP} fill="var(--paper)" stroke="currentColor" strokeWidth={2.5} />
      <g transform={`translate(${at.x - ICON / 2} ${at.y - ICON / 2})`}>
        <KindIcon kind={LOOP_KIND[stop]} size={ICON} />
      </g>
      <text x={text.x} y={text.y + 5} textAnchor={anchor} fontSize={14} fill="var(--ink)">
        {label}
      </text>
    </g>
  );
}

/** The first stop is at the top; travel is clockwise. */
const angleOf = (index: number): number => (index / LOOP_KEYS.length) * 2 * Math.PI - Math.PI / 2;

/** Rounded, so that the server and the browser write the same text. */
function pointAt(angle: number, radius: number): { readonly x: number; readonly y: number } {
  const round = (value: number) => Math.round(value * 100) / 100;
  return { x: round(CENTRE.x + radius * Math.cos(angle)), y: round(CENTRE.y + radius * Math.sin(angle)) };
}
