/** The host's copy of a training: where it goes on when the device is lost, and what is left when it diverges. */
import type { Clock } from "../../../clock";
import type { DeviceState } from "../device-plan";
import type { Progress } from "./progress";

/** Within an epoch a copy is taken every 5 s. */
const INTERVAL_MS = 5_000;
/** At the end of an epoch it may cost this share of the time. */
const SHARE = 0.05;

export interface Snapshot {
  readonly progress: Progress;
  readonly device: DeviceState;
}

export interface SnapshotKeeper {
  last(): Snapshot;
  /** Whether it is time for the next one. */
  isDue(at: "step" | "epoch"): boolean;
  /** Keeps a copy that was begun at `startMs`. */
  put(snapshot: Snapshot, startMs: number): void;
}

/** A keeper that holds `start` until the first copy. */
export function snapshotKeeper(start: Snapshot, clock: Clock): SnapshotKeeper {
  let last = start;
  let takenAtMs = clock.nowMs();
  let tookMs = 0;
  return {
    last: () => last,
    isDue(at) {
      const elapsedMs = clock.nowMs() - takenAtMs;
      return elapsedMs >= (at === "step" ? INTERVAL_MS : Math.min(INTERVAL_MS, tookMs / SHARE));
    },
    put(snapshot, startMs) {
      last = snapshot;
      takenAtMs = clock.nowMs();
      tookMs = takenAtMs - startMs;
    },
  };
}
