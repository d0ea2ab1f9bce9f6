/** Writes a live run to its store: metrics in batches, artifacts by content, signs of life where there are no locks. */
import type { Clock } from "../clock";
import type { BlobStore } from "../data/version/store";
import { HEARTBEAT_MS, HEARTBEAT_TAG } from "./liveness";
import type { MetricPoint, Run } from "./run";
import type { TrackingStore } from "./store";

/** A store write costs more than a small epoch, so points wait for each other. */
const FLUSH_MS = 500;

export interface RunRecorder {
  /** Values at a step (an epoch); they reach the store within half a second, and at `flush`. */
  metrics(step: number, values: Readonly<Record<string, number>>): Promise<void>;
  flush(): Promise<void>;
  /** Stores bytes under a path of the run, in place of what was there. */
  artifact(path: string, bytes: Uint8Array): Promise<void>;
  jsonArtifact(path: string, json: string): Promise<void>;
  /** A sign of life; call it often. */
  heartbeat(): Promise<void>;
}

/** A recorder for a run that has been created. `beats`: whether signs of life are needed (no Web Locks). */
export function recordRun(
  run: Run,
  ports: {
    readonly tracking: TrackingStore;
    readonly blobs: BlobStore;
    readonly clock: Clock;
    readonly beats: boolean;
  },
): RunRecorder {
  const { tracking, blobs, clock } = ports;
  let waiting: Omit<MetricPoint, "runId">[] = [];
  let flushedAtMs = clock.nowMs();
  let beatAtMs = clock.nowMs();

  const flush = async () => {
    const points = waiting;
    waiting = [];
    flushedAtMs = clock.nowMs();
    if (points.length > 0) await tracking.logMetrics(run.id, points);
  };
  const artifact = async (path: string, bytes: Uint8Array) => {
    const digest = await blobs.put(bytes);
    await tracking.addArtifact(run.id, { path, digest, sizeBytes: bytes.byteLength });
  };
  return {
    async metrics(step, values) {
      const timestampMs = clock.nowMs();
      for (const [key, value] of Object.entries(values)) waiting.push({ key, step, value, timestampMs });
      if (timestampMs - flushedAtMs >= FLUSH_MS) await flush();
    },
    flush,
    artifact,
    jsonArtifact: (path, json) => artifact(path, new TextEncoder().encode(json)),
    async heartbeat() {
      if (!ports.beats || clock.nowMs() - beatAtMs < HEARTBEAT_MS) return;
      beatAtMs = clock.nowMs();
      const { tags } = await tracking.getRun(run.id);
      await tracking.updateRun(run.id, { tags: { ...tags, [HEARTBEAT_TAG]: String(beatAtMs) } });
    },
  };
}
