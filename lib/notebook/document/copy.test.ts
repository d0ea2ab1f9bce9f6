import { expect, it } from "vitest";
import { newId, type CellId, type NotebookId } from "../../ids";
import { starterNotebook } from "../templates/starter";
import { copyOf } from "./copy";

it("a copy has the same cells and edges under ids of its own", () => {
  const document = starterNotebook("loans", { notebook: () => newId<NotebookId>(), cell: () => newId<CellId>() });
  const copy = copyOf(document, "Another");
  const bare = ({ cells }: typeof document) => cells.map(({ id: _, ...cell }) => cell);
  expect(bare(copy)).toEqual(bare(document));
  expect([copy.title, copy.id === document.id]).toEqual(["Another", false]);
  const ids = new Set(document.cells.map(({ id }) => id));
  expect(copy.cells.filter(({ id }) => ids.has(id))).toEqual([]);
  const modes = (of: typeof document) => of.cells.map(({ id }) => of.edges[id]);
  expect(modes(copy)).toEqual(modes(document));
  expect(Object.keys(copy.edges)).toHaveLength(Object.keys(document.edges).length);
});
