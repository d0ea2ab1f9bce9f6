/** The four phases of the life-cycle and the hue of each. Only icons, the loop and lineage wear it. */
import type { Cell } from "@/lib/notebook/document/document";

export type Phase = "data" | "model" | "delivery" | "operation";

const PHASES: Record<Cell["kind"], Phase | null> = {
  goal: "data",
  dataset: "data",
  split: "data",
  prepare: "data",
  train: "model",
  evaluate: "delivery",
  package: "delivery",
  register: "delivery",
  deploy: "delivery",
  monitor: "operation",
  trigger: "operation",
  text: null,
  code: null,
  unknown: null,
};

const TEXT: Record<Phase, string> = {
  data: "text-data",
  model: "text-model",
  delivery: "text-delivery",
  operation: "text-operation",
};

/** The class that gives a kind's icon the hue of its phase. */
export function phaseClass(kind: Cell["kind"]): string {
  const phase = PHASES[kind];
  return phase ? TEXT[phase] : "text-faint";
}
