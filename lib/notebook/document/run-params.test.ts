import { describe, expect, it } from "vitest";
import { newId } from "../../ids";
import { aRun } from "../../tracking/testing/a-run";
import type { NotebookDocument } from "./document";
import { applyEdit } from "./edits";
import { exportNotebook } from "./notebook-file";
import { takeRunParams } from "./run-params";
import { starterNotebook } from "../templates/starter";

const ids = { notebook: newId, cell: newId } as Parameters<typeof starterNotebook>[1];
const then = starterNotebook("digits", ids);
const trainOf = (document: NotebookDocument) => {
  const cell = document.cells.find((other) => other.kind === "train");
  if (cell?.kind !== "train") throw new Error("no train cell");
  return cell;
};
const cellId = trainOf(then).id;
const now = applyEdit(then, { kind: "params", cellId, params: { epochs: 77, seed: 5 } });
const backend = { chosen: "wasm", device: "wasm simd", reason: "measured", measurements: [] } as const;

describe("a run's parameters", () => {
  it("go back into the cell that started it, with the backend that was chosen then", () => {
    const edit = takeRunParams(now, aRun({ cellId, backend }), exportNotebook(then));
    if (!edit) throw new Error("no edit");
    expect(trainOf(applyEdit(now, edit)).params).toEqual({ ...trainOf(then).params, backend: "wasm" });
  });

  it("go into another train cell where that one is gone, and nowhere without one", () => {
    const without = applyEdit(now, { kind: "remove", cellId });
    const run = aRun({ cellId, backend: null });
    expect(takeRunParams(without, run, exportNotebook(then))).toBeNull();
    const copyId = newId<typeof cellId>();
    const copied = applyEdit(applyEdit(now, { kind: "duplicate", cellId, newId: copyId }), { kind: "remove", cellId });
    expect(takeRunParams(copied, run, exportNotebook(then))).toMatchObject({
      cellId: copyId,
      params: { backend: "auto" },
    });
  });

  it("of a run that no cell started are not taken", () => {
    expect(takeRunParams(now, aRun({ cellId: null }), exportNotebook(then))).toBeNull();
  });
});
