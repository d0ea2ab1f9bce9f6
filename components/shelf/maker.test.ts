import { expect, test } from "vitest";
import { asId } from "@/lib/ids";
import type { JournalEntry } from "@/lib/journal";
import type { CellResult, Handle } from "@/lib/notebook/result/cell-result";
import type { NotebookDocument } from "@/lib/notebook/document/document";
import { aNotebook, aPipelineRun } from "@/lib/storage/testing/samples";
import { findMaker, makerHref } from "./maker";

const document: NotebookDocument = aNotebook({
  id: asId("n1"),
  cells: [
    {
      id: asId("c1"),
      kind: "package",
      name: "digits_package",
      inputs: {},
      params: {},
      locked: false,
      hidden: false,
      expects: [],
    },
  ],
});

const result = (handle: Handle, cellId = "c1"): CellResult => ({
  cellId: asId(cellId),
  outcome: "done",
  handle,
  fingerprint: "",
  error: null,
  display: [],
  finishedAtMs: 0,
  durationMs: 0,
});

const notebooks = [{ document, results: [result({ kind: "package", id: "p1", digest: "d1" })] }];

test("a cell is found by the id or the digest of what it made", () => {
  for (const id of ["p1", "d1"]) {
    const maker = findMaker({ notebooks, pipelineRuns: [], entries: [] }, id);
    expect(maker).toEqual({ kind: "cell", notebookId: "n1", cellId: "c1", name: "digits_package" });
    expect(maker && makerHref(maker)).toBe("/notebook?id=n1#cell-c1");
  }
});

test("what a retraining made leads to the retraining: its data, its gate set and its cells' outputs", () => {
  const run = aPipelineRun({
    id: asId("r1"),
    overrides: { c1: asId("v2") },
    gateVersionId: asId("v3"),
    cellResults: { c1: result({ kind: "package", id: "p2", digest: "d2" }) },
  });
  for (const id of ["v2", "v3", "p2", "d2"]) {
    expect(findMaker({ notebooks, pipelineRuns: [run], entries: [] }, id)).toEqual({ kind: "pipeline-run", id: "r1" });
  }
});

test("a result of a cell that was deleted points nowhere", () => {
  const results = [result({ kind: "package", id: "p9", digest: "d9" }, "gone")];
  expect(findMaker({ notebooks: [{ document, results }], pipelineRuns: [], entries: [] }, "p9")).toBeNull();
});

test("a thing whose cell has a newer result is found by the journal's entry of its making", () => {
  const entry = (cause: JournalEntry["cause"]): JournalEntry => ({
    id: asId("j"),
    projectId: asId("p"),
    atMs: 0,
    actor: "person",
    command: "run.start",
    subjects: ["old"],
    cause,
    virtualMinute: null,
    details: {},
  });
  const find = (...entries: readonly JournalEntry[]) => findMaker({ notebooks, pipelineRuns: [], entries }, "old");
  expect(find(entry(null), entry({ kind: "cell", id: "c1" }))).toMatchObject({ kind: "cell", cellId: "c1" });
  expect(find(entry({ kind: "cell", id: "gone" }))).toBeNull();
  expect(find(entry({ kind: "pipeline-run", id: "r9" }))).toEqual({ kind: "pipeline-run", id: "r9" });
});
