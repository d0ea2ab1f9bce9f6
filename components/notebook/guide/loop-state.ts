/** The rail's seven stops from the states of the cells. */
import type { CellStatus } from "@/lib/notebook/result/cell-result";
import { isStageCell, type StageCell } from "@/lib/notebook/document/document";
import type { NotebookSnapshot } from "@/lib/notebook/runtime/runtime";
import { ACTIVE_STATUSES } from "@/lib/pipeline/pipeline-context";
import { LOOP_KEYS, type LoopState, type LoopStop } from "../../shell/loop-stops";
import { STOP_KINDS } from "./stages";
import type { World } from "./world-facts";

/** The state of a stop is the most urgent of its cells' states. */
const URGENCY: readonly CellStatus[] = [
  "running",
  "failed",
  "waiting",
  "queued",
  "interrupted",
  "stopped",
  "stale",
  "idle",
  "cached",
  "done",
];

type LoopSource = Pick<NotebookSnapshot, "document" | "states">;
type LoopWorld = Pick<World, "endpoint" | "runs">;

export interface LoopVersions {
  readonly data: string | null;
  readonly evaluation: string | null;
}

/** Works on a notebook in flight, and on the stored results of one that is not open. */
export function loopState(snapshot: LoopSource, world: LoopWorld, versions: LoopVersions): LoopState {
  const [run] = world.runs;
  return {
    stops: LOOP_KEYS.map((key) => stopOf(key, snapshot, versionOf(key, world, versions))),
    travelling: run !== undefined && ACTIVE_STATUSES.has(run.status),
  };
}

function stopOf(key: LoopStop["key"], { document, states }: LoopSource, version: string | null): LoopStop {
  const cells = document.cells.filter(
    (cell): cell is StageCell => isStageCell(cell) && STOP_KINDS[key].includes(cell.kind),
  );
  const statuses = cells.map((cell) => states[cell.id]?.status ?? "idle");
  const [first] = cells;
  const closing = key === "goal" ? document.cells.find((cell) => cell.kind === "trigger") : first;
  return {
    key,
    status: URGENCY.find((status) => statuses.includes(status)) ?? "idle",
    version,
    edgeMode: (closing && document.edges[closing.id]) ?? "automatic",
    cellHref: first ? `#cell-${first.id}` : null,
  };
}

function versionOf(key: LoopStop["key"], { endpoint }: LoopWorld, versions: LoopVersions): string | null {
  if (key === "data" || key === "evaluation") return versions[key];
  const serving = endpoint?.routes[0]?.modelVersion;
  return key === "deployment" && serving !== undefined ? `v${serving}` : null;
}
