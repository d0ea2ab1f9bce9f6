/** Where the story of a change is told at this moment: alert, retraining and gate, canary, promotion. */
import type { StageKind } from "@/lib/notebook/document/document";
import { ACTIVE_STATUSES } from "@/lib/pipeline/pipeline-context";
import type { World } from "../guide/world-facts";

export interface StoryPlace {
  /** The kind of cell that tells it. */
  readonly kind: StageKind;
  /** Differs from every other moment of the story. */
  readonly moment: string;
}

/** The present chapter, from present facts; null while nothing has happened. Alerts and runs come newest first. */
export function storyPlace({ alerts, runs }: Pick<World, "alerts" | "runs">): StoryPlace | null {
  const [run] = runs;
  if (run && ACTIVE_STATUSES.has(run.status)) {
    const canary = run.status === "canary";
    return { kind: canary ? "deploy" : "trigger", moment: `${run.id} ${canary ? "canary" : "retraining"}` };
  }
  const open = alerts.find((alert) => alert.status === "open");
  if (open) return { kind: "monitor", moment: open.id };
  return run ? { kind: "trigger", moment: `${run.id} ${run.outcome ?? run.status}` } : null;
}
