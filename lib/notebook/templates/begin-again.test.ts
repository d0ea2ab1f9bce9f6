import { describe, expect, test } from "vitest";
import { asId, newId, type CellId, type NotebookId, type Sha256 } from "../../ids";
import type { NotebookDocument } from "../document/document";
import { exportNotebook } from "../document/notebook-file";
import { ownNames } from "../document/own-names";
import { beginAgain } from "./begin-again";
import { fileNotebook } from "./from-file";
import { starterNotebook, STARTERS } from "./starter";

const ids = { notebook: () => newId<NotebookId>(), cell: () => newId<CellId>() };
const digest = asId<Sha256>("1".repeat(64));
const titanic = { kind: "file", fileName: "titanic.csv", sourceSha256: digest } as const;

/** Whatever the ids are. */
const bare = (document: NotebookDocument) => ({
  title: document.title,
  cells: document.cells.map(({ id: _id, ...cell }) => cell),
  edges: document.cells.map(({ id }) => document.edges[id] ?? null),
});

const blobs = (bytes: Uint8Array | null) => ({
  blobs: {
    put: () => Promise.reject(new Error("unused")),
    get: () => (bytes ? Promise.resolve(bytes) : Promise.reject(new Error("gone"))),
  },
});

const edited = (document: NotebookDocument): NotebookDocument => ({
  ...document,
  title: "Class 5B",
  cells: document.cells.filter((cell) => cell.kind !== "evaluate" && cell.kind !== "text"),
  edges: {},
});

describe("a notebook begun again", () => {
  test.each(STARTERS)("from %s is its template under its own title and fresh ids", async (kind) => {
    const first = starterNotebook(kind, ids);
    const again = await beginAgain(edited(first), blobs(null));
    expect(bare(again)).toEqual({ ...bare(first), title: "Class 5B" });
    const all = [again.id, ...again.cells.map((cell) => cell.id)];
    expect(all.filter((id) => id === first.id || first.cells.some((cell) => cell.id === id))).toEqual([]);
    expect(again.template).toBe(kind);
  });

  test("of a time before templates were kept is told by its data", async () => {
    const { template: _template, ...first } = starterNotebook("loans", ids);
    expect((await beginAgain(first, blobs(null))).template).toBe("loans");
  });

  test("on a person's own file keeps the file and is called after it", async () => {
    const first = fileNotebook(titanic, ids);
    expect(first.title).toBe("titanic");
    expect([...ownNames(first)]).toEqual(["titanic"]);
    expect(bare(await beginAgain(first, blobs(null)))).toEqual(bare(first));
  });

  test("that was imported begins as its author made it; without the author's copy, as it is", async () => {
    const author = starterNotebook("digits", ids);
    const origin = { id: author.id, version: 1, digest };
    const imported = { ...edited(author), origin };
    const bytes = new TextEncoder().encode(exportNotebook(author));
    expect(bare(await beginAgain(imported, blobs(bytes)))).toEqual({ ...bare(author), title: "Class 5B" });
    for (const broken of [null, new Uint8Array([1])]) {
      const again = await beginAgain(imported, blobs(broken));
      expect(again).toMatchObject({ origin, title: "Class 5B" });
    }
    expect(bare(await beginAgain(imported, blobs(null)))).toEqual(bare(imported));
  });
});
