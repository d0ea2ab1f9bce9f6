import { describe, expect, it } from "vitest";
import { AppError } from "../../errors";
import { newId } from "../../ids";
import { BY_PERSON } from "../../journal";
import { fakeServices } from "../../testing/fake-services";
import { DEFAULT_PARAMS } from "./defaults";
import { exportNotebook, importNotebook, parseNotebook, readNotebookFile, serialiseNotebook } from "./notebook-file";
import { STARTERS, starterNotebook } from "../templates/starter";

const ids = { notebook: newId, cell: newId } as Parameters<typeof starterNotebook>[1];
const empty = { format: "ciclo-notebook", formatVersion: 1, id: "n", title: "t", cells: [] };
const failureOf = (json: unknown): AppError => {
  try {
    parseNotebook(json);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("it should have failed");
};

describe("notebook files", () => {
  it.each(STARTERS)("the %s starter survives being written and read", (kind) => {
    const document = starterNotebook(kind, ids);
    expect(readNotebookFile(exportNotebook(document))).toEqual(document);
  });

  it("a cell of an unknown kind is kept and written back as it was", () => {
    const strange = { id: "x", kind: "hologram", depth: { of: [1, "two"] }, locked: true };
    const document = parseNotebook({ ...empty, cells: [strange] });
    expect(document.cells[0]).toMatchObject({ kind: "unknown", unknownKind: "hologram", locked: true });
    expect(serialiseNotebook(document)).toMatchObject({ cells: [strange] });
    expect(parseNotebook(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });

  it("parameters that a file leaves out take their defaults", () => {
    const cell = { id: "s", kind: "split", name: "split", params: { seed: 3 } };
    const [parsed] = parseNotebook({ ...empty, cells: [cell] }).cells;
    expect(parsed).toMatchObject({ params: { ...DEFAULT_PARAMS.split, seed: 3 }, locked: false, inputs: {} });
  });

  it("a newer format is refused by name", () => {
    expect(failureOf({ ...empty, formatVersion: 2 }).code).toBe("notebook.newer-version");
  });

  it("what does not fit is refused with its path", () => {
    const cell = { id: "s", kind: "split", name: "split", params: { train: "most" } };
    const failure = failureOf({ ...empty, cells: [cell] });
    expect([failure.code, failure.details["path"]]).toEqual(["notebook.invalid", "cells.0.params.train"]);
    expect(failureOf(null).code).toBe("notebook.invalid");
    expect(failureOf({ ...empty, cells: [cell, cell] }).code).toBe("notebook.invalid");
  });

  it("import gives a new id, keeps the cells' ids and the author's copy", async () => {
    const { stores, projectId } = fakeServices();
    const author = starterNotebook("digits", ids);
    const copy = await importNotebook({ stores, projectId, text: exportNotebook(author), by: BY_PERSON });
    expect(copy.id).not.toBe(author.id);
    expect(copy.cells).toEqual(author.cells);
    expect(copy.origin).toMatchObject({ id: author.id, version: 1 });
    const kept = await stores.blobs.get(copy.origin?.digest ?? ("" as never));
    expect(parseNotebook(JSON.parse(new TextDecoder().decode(kept)))).toEqual(author);
  });
});
