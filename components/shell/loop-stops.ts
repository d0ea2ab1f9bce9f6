/** The seven stops of the life-cycle, in the order they are travelled. */
import type { CellStatus } from "@/lib/notebook/result/cell-result";
import type { EdgeMode, StageKind } from "@/lib/notebook/document/document";

export const LOOP_KEYS = ["goal", "data", "training", "packaging", "evaluation", "deployment", "monitoring"] as const;
export type LoopKey = (typeof LOOP_KEYS)[number];

/** The kind whose icon and hue a stop wears. */
export const LOOP_KIND: Record<LoopKey, StageKind> = {
  goal: "goal",
  data: "dataset",
  training: "train",
  packaging: "package",
  evaluation: "evaluate",
  deployment: "deploy",
  monitoring: "monitor",
};

export interface LoopStop {
  readonly key: LoopKey;
  readonly status: CellStatus;
  /** Latest version, short: "v3"; null before the first. */
  readonly version: string | null;
  /** Mode of the edge into this stop; for the first stop, of the edge that closes the loop. */
  readonly edgeMode: EdgeMode;
  /** Where its cell is; null when the notebook has none. */
  readonly cellHref: string | null;
}

export interface LoopState {
  readonly stops: readonly LoopStop[];
  /** A trigger's retraining is under way: the dot travels. */
  readonly travelling: boolean;
}

/** A loop nobody has travelled yet. */
export const IDLE_LOOP: LoopState = {
  stops: LOOP_KEYS.map((key) => ({ key, status: "idle", version: null, edgeMode: "automatic", cellHref: null })),
  travelling: false,
};
