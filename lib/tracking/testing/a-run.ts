/** A run with overrides, for tests. */
import { asId, newId } from "../../ids";
import type { Run } from "../run";

export function aRun(overrides: Partial<Run> = {}): Run {
  return {
    id: newId(),
    projectId: asId("project"),
    experimentId: asId("1"),
    name: "run",
    status: "RUNNING",
    startTimeMs: 0,
    endTimeMs: null,
    params: {},
    metrics: {},
    tags: {},
    inputs: [],
    artifacts: [],
    seed: 7,
    backend: null,
    notebookId: null,
    cellId: null,
    pipelineRunId: null,
    recipeId: asId("recipe"),
    splitId: asId("split"),
    error: null,
    ...overrides,
  };
}
