import { describe, expect, it } from "vitest";
import { AppError } from "../../errors";
import { asId, newId, type CellId, type Sha256 } from "../../ids";
import { BY_PERSON } from "../../journal";
import { fakeServices } from "../../testing/fake-services";
import { codeCell, DEFAULT_PARAMS } from "./defaults";
import { applyEdit } from "./edits";
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

  it("import lets no code cell follow by itself, and asks for a file whose bytes are elsewhere", async () => {
    const { stores, projectId } = fakeServices();
    const code = codeCell(newId<CellId>(), "display(data)");
    const starter = starterNotebook("csv", ids);
    const data = starter.cells.find(({ kind }) => kind === "dataset")!;
    const here = await stores.blobs.put(new Uint8Array([1, 2, 3]));
    const withFile = (sourceSha256: Sha256) => {
      const source = { kind: "file", fileName: "taxis.csv", sourceSha256 };
      const params = { source, version: 3 };
      const edited = applyEdit(starter, { kind: "params", cellId: data.id, params });
      const inserted = applyEdit(edited, { kind: "insert", index: 3, cell: code });
      return applyEdit(inserted, { kind: "edge", cellId: code.id, mode: "automatic" });
    };
    const imported = async (sourceSha256: Sha256) =>
      importNotebook({ stores, projectId, text: exportNotebook(withFile(sourceSha256)), by: BY_PERSON });

    const elsewhere = await imported(asId<Sha256>("f".repeat(64)));
    expect(elsewhere.edges).toEqual(starter.edges);
    expect(elsewhere.cells.find(({ id }) => id === data.id)).toMatchObject({
      params: { source: { kind: "none" }, version: "source" },
    });
    expect((await imported(here)).cells.find(({ id }) => id === data.id)).toMatchObject({
      params: { source: { kind: "file", fileName: "taxis.csv" }, version: 3 },
    });
  });
});
