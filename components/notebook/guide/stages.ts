/** Where the output of each kind of cell lives: its shelf and its stop of the loop. */
import type { Handle } from "@/lib/notebook/result/cell-result";
import type { StageKind } from "@/lib/notebook/document/document";
import type { LoopKey } from "../../shell/loop-stops";

/** The kinds of cells behind each of the seven stops. */
export const STOP_KINDS: Readonly<Record<LoopKey, readonly StageKind[]>> = {
  goal: ["goal"],
  data: ["dataset", "split", "prepare"],
  training: ["train"],
  packaging: ["package"],
  evaluation: ["evaluate", "register"],
  deployment: ["deploy"],
  monitoring: ["monitor", "trigger"],
};

/** Where a handle's entity is shown; null for kinds without a shelf of their own. */
export function shelfHref(handle: Handle): string | null {
  const id = encodeURIComponent(handle.id);
  switch (handle.kind) {
    case "dataset":
      return `/data?id=${id}`;
    case "train":
      return `/experiments?run=${id}`;
    case "package":
      return `/models?package=${encodeURIComponent(handle.digest)}`;
    case "register": {
      const slash = handle.id.lastIndexOf("/");
      const [name, version] = [handle.id.slice(0, slash), handle.id.slice(slash + 1)];
      return `/models?name=${encodeURIComponent(name)}&version=${encodeURIComponent(version)}`;
    }
    case "deploy":
      return `/endpoints?id=${id}`;
    default:
      return null;
  }
}
