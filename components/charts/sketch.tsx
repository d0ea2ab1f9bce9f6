/** Faint drawings of what an empty place will hold. Decoration only. */
import type { ReactNode } from "react";

export type SketchKind = "table" | "curves" | "matrix" | "registry" | "traffic" | "timeline" | "loop";

export function Sketch({ kind }: { readonly kind: SketchKind }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 320 120"
      fill="none"
      stroke="var(--strong)"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="w-full opacity-45"
    >
      {DRAWINGS[kind]}
    </svg>
  );
}

const steps = (count: number) => Array.from({ length: count }, (_, index) => index);

const DRAWINGS: Record<SketchKind, ReactNode> = {
  table: (
    <g>
      {steps(4).map((row) => (
        <path key={row} d={`M20 ${24 + row * 24}H300`} />
      ))}
      {steps(4).flatMap((column) =>
        [10, 18, 7, 13].map((tall, bar) => (
          <path key={`${column}-${bar}`} d={`M${30 + column * 72 + bar * 9} 20v${-tall}`} strokeWidth={5} />
        )),
      )}
    </g>
  ),
  curves: (
    <g>
      <path d="M24 8v96h276" />
      <path d="M28 20c40 60 90 68 268 74" />
      <path d="M28 16c40 50 90 54 268 58" strokeWidth={3} />
      <path d="M28 36h268" strokeDasharray="1.5 6" />
    </g>
  ),
  matrix: (
    <g>
      {steps(4).flatMap((row) =>
        steps(4).map((column) => (
          <rect
            key={`${row}-${column}`}
            x={106 + column * 28}
            y={6 + row * 28}
            width={24}
            height={24}
            rx={3}
            fill={row === column ? "var(--strong)" : "none"}
          />
        )),
      )}
    </g>
  ),
  registry: (
    <g>
      <path d="M50 60h50m30 0h50m30 0h50" />
      {[30, 115, 195, 275].map((x) => (
        <circle key={x} cx={x} cy={60} r={15} />
      ))}
      <path d="m268 60 5 6 9-12" strokeWidth={2.5} />
    </g>
  ),
  traffic: (
    <g>
      <path d="M20 60h80m40 0h20c20 0 20-26 40-26h100M160 60c20 0 20 26 40 26h100" />
      <circle cx={120} cy={60} r={20} />
      <path d="M200 86h100" strokeDasharray="7 5" />
    </g>
  ),
  timeline: (
    <g>
      <path d="M20 100h280" />
      <path d="M20 86c50-4 90 4 120-6s40-54 70-54 30 58 90 56" strokeWidth={2} />
      <path d="m196 6 9 15h-18Z" />
      <path d="M20 52h280" strokeDasharray="2 5" />
    </g>
  ),
  loop: (
    <g>
      <ellipse cx={160} cy={60} rx={110} ry={42} />
      {steps(7).map((stop) => {
        const angle = (stop / 7) * 2 * Math.PI - Math.PI / 2;
        return (
          <circle
            key={stop}
            cx={160 + 110 * Math.cos(angle)}
            cy={60 + 42 * Math.sin(angle)}
            r={8}
            fill="var(--paper)"
          />
        );
      })}
    </g>
  ),
};
