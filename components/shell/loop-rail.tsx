"use client";

/** The life-cycle as a closed loop down the rail: a state shape at each stop, a hand or a gear on each edge. */
import { Cog, Hand } from "lucide-react";
import type { EdgeMode } from "@/lib/notebook/document/document";
import { useText } from "../i18n";
import { phaseClass } from "../ui/phase";
import { StateIcon } from "../ui/state-icon";
import { Term } from "../ui/term";
import { LOOP_KIND, type LoopState, type LoopStop } from "./loop-stops";

const ROW = 46;
const LINE_X = 34;
const BACK_X = 9;
const TURN = 12;

export function LoopRail({ stops, travelling }: LoopState) {
  const { t } = useText();
  const height = stops.length * ROW;
  const loop = loopPath(height);
  return (
    <nav aria-label={t("shell.loop")}>
      <h2 className="mb-2 px-2 text-sm font-semibold text-faint">
        <Term of="common.terms.lifeCycle">{t("shell.loop")}</Term>
      </h2>
      <div className="relative" data-loop data-travelling={travelling || undefined}>
        <svg
          aria-hidden
          width={LINE_X + 14}
          height={height}
          className="absolute top-0 left-0 overflow-visible"
          fill="none"
          strokeWidth={1.75}
        >
          <path d={loop} stroke="var(--line)" />
          {stops.slice(1).map((stop, index) => (
            <path
              key={stop.key}
              d={`M${LINE_X} ${middle(index)}V${middle(index + 1)}`}
              stroke="currentColor"
              className={phaseClass(LOOP_KIND[stop.key])}
            />
          ))}
        </svg>
        {travelling ? <TravellingDot path={loop} /> : null}
        <ol>
          {stops.map((stop, index) => (
            <li key={stop.key} className="relative" style={{ height: ROW }}>
              <EdgeMark mode={stop.edgeMode} first={index === 0} height={height} />
              <Stop stop={stop} />
            </li>
          ))}
        </ol>
      </div>
      {travelling ? (
        <p role="status" className="sr-only">
          {t("shell.travelling")}
        </p>
      ) : null}
    </nav>
  );
}

function Stop({ stop }: { readonly stop: LoopStop }) {
  const { t } = useText();
  const content = (
    <>
      <span className="absolute left-[25px] grid size-4.5 place-items-center rounded-full bg-paper">
        <StateIcon status={stop.status} size={18} />
      </span>
      <Term of={`kinds.${LOOP_KIND[stop.key]}.term`} className="min-w-0 grow truncate">
        {t(`shell.stops.${stop.key}`)}
      </Term>
      {stop.version ? <span className="shrink-0 font-mono text-sm text-faint">{stop.version}</span> : null}
      <span className="sr-only">{t(`shell.edge.${stop.edgeMode}`)}</span>
    </>
  );
  const className = "flex h-full items-center gap-2 rounded-md pr-2 pl-[56px] text-base";
  return stop.cellHref ? (
    <a href={stop.cellHref} data-stop={stop.key} data-status={stop.status} className={`${className} hover:bg-sunk`}>
      {content}
    </a>
  ) : (
    <span data-stop={stop.key} data-status={stop.status} className={`${className} text-soft`}>
      {content}
    </span>
  );
}

interface EdgeMarkProps {
  readonly mode: EdgeMode;
  readonly first: boolean;
  readonly height: number;
}

/** The mark sits halfway between two stops; the one that closes the loop sits on the way back. */
function EdgeMark({ mode, first, height }: EdgeMarkProps) {
  const { t } = useText();
  const Icon = mode === "automatic" ? Cog : Hand;
  const place = first ? { left: BACK_X, top: height / 2 } : { left: LINE_X, top: 0 };
  return (
    <span
      title={t(`shell.edge.${mode}`)}
      data-edge={mode}
      className={`absolute z-10 grid size-3.5 -translate-x-1/2 -translate-y-1/2 place-items-center rounded-full bg-paper ${mode === "automatic" ? "text-faint" : "text-waiting"}`}
      style={place}
    >
      <Icon aria-hidden size={mode === "automatic" ? 10 : 12} strokeWidth={2} />
    </span>
  );
}

function TravellingDot({ path }: { readonly path: string }) {
  return (
    <span
      aria-hidden
      className="travelling-dot absolute top-0 left-0 z-20 size-3 rounded-full bg-signal ring-2 ring-paper"
      style={{ offsetPath: `path("${path}")` }}
    />
  );
}

const middle = (index: number) => index * ROW + ROW / 2;

/** Down past every stop, round the corner and back up on the left. */
function loopPath(height: number): string {
  const top = ROW / 2;
  const bottom = height - ROW / 2;
  return [
    `M${LINE_X} ${top}V${bottom}`,
    `Q${LINE_X} ${bottom + TURN + 6} ${(LINE_X + BACK_X) / 2} ${bottom + TURN + 6}`,
    `T${BACK_X} ${bottom}`,
    `V${top}`,
    `Q${BACK_X} ${top - TURN - 6} ${(LINE_X + BACK_X) / 2} ${top - TURN - 6}`,
    `T${LINE_X} ${top}Z`,
  ].join("");
}
