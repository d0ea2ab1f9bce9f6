import { describe, expect, it } from "vitest";
import { asId, type CellId, type NotebookId } from "../../ids";
import { runParams } from "../../tracking/run-params";
import type { Run } from "../../tracking/run";
import { aRun } from "../../tracking/testing/a-run";
import type { BackendChoice } from "../../training/engine";
import { DEFAULT_TRAIN, type TrainParams } from "../../training/model-spec";
import { DEFAULT_PARAMS } from "../document/defaults";
import { reusedBackend } from "./reused-backend";

const notebookId = asId<NotebookId>("n");
const cellId = asId<CellId>("c");
const goal = DEFAULT_PARAMS.goal;
const training = (params: Partial<TrainParams> = {}) => ({
  ...{ notebookId, cellId, goal, params: { ...DEFAULT_TRAIN, ...params } },
});
const ran = (reason: BackendChoice["reason"], patch: Partial<Run> = {}): Run =>
  aRun({
    ...{ notebookId, cellId, status: "FINISHED", params: runParams(DEFAULT_TRAIN, goal) },
    backend: { chosen: "webgl", device: "", reason, measurements: [] },
    ...patch,
  });

describe("reusedBackend", () => {
  it("is the pinned one when an earlier run of the cell measured it", () => {
    expect(reusedBackend([ran("measured")], training({ backend: "webgl" }))).toBe("webgl");
    expect(reusedBackend([ran("reused")], training({ backend: "webgl" }))).toBe("webgl");
  });

  it("is none when the person pinned it, or another cell ran", () => {
    expect(reusedBackend([ran("pinned")], training({ backend: "webgl" }))).toBeNull();
    expect(reusedBackend([ran("measured")], training({ backend: "cpu" }))).toBeNull();
    expect(reusedBackend([ran("measured", { cellId: null })], training({ backend: "webgl" }))).toBeNull();
  });

  it("is that of the last run when it did not end and the same is trained again", () => {
    const stopped = ran("measured", { status: "KILLED" });
    expect(reusedBackend([stopped], training())).toBe("webgl");
    expect(reusedBackend([stopped], training({ epochs: 3 }))).toBeNull();
    expect(reusedBackend([stopped, ran("measured", { startTimeMs: stopped.startTimeMs + 1 })], training())).toBeNull();
  });
});
