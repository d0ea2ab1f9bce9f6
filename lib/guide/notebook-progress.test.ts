import { expect, test } from "vitest";
import { newId, type CellId, type NotebookId } from "../ids";
import { fingerprintOf } from "../notebook/document/fingerprint";
import { isStageCell } from "../notebook/document/document";
import { starterNotebook } from "../notebook/templates/starter";
import type { CellResult } from "../notebook/result/cell-result";
import { anEndpoint, anEvaluation, digestOf } from "../storage/testing/samples";
import { handleIdOf, notebookProgress } from "./notebook-progress";

const document = starterNotebook("digits", { notebook: () => newId<NotebookId>(), cell: () => newId<CellId>() });
const dataset = document.cells.find((cell) => cell.kind === "dataset")!;

const result = {
  cellId: dataset.id,
  outcome: "done",
  handle: { kind: "dataset", id: "v", digest: "d" },
  fingerprint: fingerprintOf(dataset, {}, undefined),
  error: null,
  display: [],
  finishedAtMs: 1,
  durationMs: 1,
} as CellResult;

const nothing = { document, results: [], endpoint: null, evaluation: null };

test("a notebook that has not run has come nowhere", () => {
  const stages = document.cells.filter(isStageCell).length;
  expect(notebookProgress(nothing)).toEqual({ done: 0, stages, serves: null, goal: null });
});

test("a stage counts while its result stands, and no longer when it was changed", () => {
  expect(notebookProgress({ ...nothing, results: [result] }).done).toBe(1);
  expect(notebookProgress({ ...nothing, results: [{ ...result, fingerprint: "other" }] }).done).toBe(0);
});

test("what serves and whether the goal is met are told from what is stored now", () => {
  const routes = [
    { packageDigest: digestOf("1"), modelVersion: "2", percent: 90 },
    { packageDigest: digestOf("2"), modelVersion: "3", percent: 10 },
  ];
  const of = (accuracy: number) =>
    notebookProgress({
      ...nothing,
      endpoint: anEndpoint({ routes }),
      evaluation: anEvaluation({ scores: { accuracy } }),
    });
  expect(of(0.95)).toMatchObject({ serves: "2", goal: "met" });
  expect(of(0.85)).toMatchObject({ goal: "missed" });
  expect(notebookProgress({ ...nothing, evaluation: anEvaluation({ scores: { f1: 1 } }) }).goal).toBeNull();
});

test("the handle of a stage is that of its first cell", () => {
  const deploy = document.cells.find((cell) => cell.kind === "deploy")!;
  const deployed = { ...result, cellId: deploy.id, handle: { kind: "deploy", id: "e", digest: "e" } } as CellResult;
  expect(handleIdOf({ document, results: [result, deployed] }, "deploy")).toBe("e");
  expect(handleIdOf({ document, results: [result] }, "evaluate")).toBeNull();
});
