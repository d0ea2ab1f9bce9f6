import { describe, expect, it } from "vitest";
import { newId } from "@/lib/ids";
import type { CellState, CellStatus } from "@/lib/notebook/result/cell-result";
import { isStageCell, type NotebookDocument, type StageKind } from "@/lib/notebook/document/document";
import type { PipelineRun } from "@/lib/pipeline/pipeline";
import { starterNotebook } from "@/lib/notebook/templates/starter";
import type { Endpoint } from "@/lib/serving/endpoint";
import { LOOP_KEYS } from "../../shell/loop-stops";
import { loopState } from "./loop-state";

const ids = { notebook: newId, cell: newId } as Parameters<typeof starterNotebook>[1];
const document = starterNotebook("digits", ids);
const versions = { data: "v3", evaluation: null };
const nobody = { endpoint: null, runs: [] };

function states(of: Partial<Record<StageKind, CellStatus>>): Record<string, CellState> {
  return Object.fromEntries(
    document.cells.filter(isStageCell).map((cell) => [cell.id, { status: of[cell.kind] ?? "done" } as CellState]),
  );
}

const stopOf = (key: (typeof LOOP_KEYS)[number], source: Partial<Record<StageKind, CellStatus>>) =>
  loopState({ document, states: states(source) }, nobody, versions).stops.find((stop) => stop.key === key);

describe("the loop", () => {
  it("has the seven stops, each with the way to its cell", () => {
    const { stops } = loopState({ document, states: states({}) }, nobody, versions);
    expect(stops.map(({ key }) => key)).toEqual(LOOP_KEYS);
    expect(stops.every(({ cellHref, status }) => cellHref !== null && status === "done")).toBe(true);
  });

  it("shows the most urgent state among a stop's cells", () => {
    expect(stopOf("data", { split: "stale" })?.status).toBe("stale");
    expect(stopOf("data", { split: "stale", dataset: "running" })?.status).toBe("running");
    expect(stopOf("training", { train: "failed" })?.status).toBe("failed");
  });

  it("shows the mode of each edge; the trigger's closes the loop", () => {
    const trigger = document.cells.find((cell) => cell.kind === "trigger");
    const edges = { ...document.edges, [trigger?.id ?? ""]: "approval" } as NotebookDocument["edges"];
    const { stops } = loopState({ document: { ...document, edges }, states: states({}) }, nobody, versions);
    const modes = Object.fromEntries(stops.map(({ key, edgeMode }) => [key, edgeMode]));
    expect(modes).toMatchObject({
      goal: "approval",
      training: "manual",
      deployment: "manual",
      monitoring: "automatic",
    });
  });

  it("says the latest version of the data and what is served", () => {
    const endpoint = { routes: [{ modelVersion: "2" }] } as unknown as Endpoint;
    const { stops } = loopState({ document, states: states({}) }, { endpoint, runs: [] }, versions);
    const shown = Object.fromEntries(stops.map(({ key, version }) => [key, version]));
    expect(shown).toMatchObject({ data: "v3", evaluation: null, deployment: "v2" });
  });

  it("travels while a retraining is under way, and rests when it is over", () => {
    const travelling = (status: PipelineRun["status"]) =>
      loopState({ document, states: states({}) }, { endpoint: null, runs: [{ status } as PipelineRun] }, versions)
        .travelling;
    expect(travelling("running")).toBe(true);
    expect(travelling("canary")).toBe(true);
    expect(travelling("done")).toBe(false);
    expect(loopState({ document, states: states({}) }, nobody, versions).travelling).toBe(false);
  });
});
