import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId, newId } from "../../ids";
import { codeCell } from "./defaults";
import type { NotebookDocument } from "./document";
import { applyEdit } from "./edits";
import { mergeDocuments } from "./merge";
import { starterNotebook } from "../templates/starter";

const base = starterNotebook("digits", { notebook: () => newId(), cell: () => newId() });
const [first, second, third] = base.cells;
const move = (document: NotebookDocument, from: number, to: number) =>
  applyEdit(document, { kind: "move", cellId: document.cells[from]!.id, index: to });
const idsOf = ({ cells }: NotebookDocument) => cells.map(({ id }) => id);

/** The base with some of its cells hidden, by their places. */
const hidden = (places: readonly number[]): NotebookDocument => ({
  ...base,
  cells: base.cells.map((cell, place) => (places.includes(place) ? { ...cell, hidden: true } : cell)),
});

describe("two tabs that edit one notebook", () => {
  it("keep the edits of both, whichever cells they touch (seed 11)", () => {
    const places = fc.uniqueArray(fc.nat(base.cells.length - 1));
    fc.assert(
      fc.property(places, places, (there, here) => {
        const merged = mergeDocuments({ base, stored: hidden(there), mine: hidden(here) });
        expect(merged).toEqual(hidden([...there, ...here]));
      }),
      { seed: 11 },
    );
  });

  it("have nothing to bring together while only one has saved", () => {
    const mine = { ...base, title: "mine" };
    expect(mergeDocuments({ base, stored: base, mine })).toBe(mine);
    expect(mergeDocuments({ base, stored: mine, mine: base })).toEqual(mine);
  });

  it("the one that saves last wins a cell that both changed", () => {
    const there = { ...base, cells: [{ ...first!, hidden: true }, ...base.cells.slice(1)] };
    const here = { ...base, cells: [{ ...first!, locked: true }, ...base.cells.slice(1)] };
    expect(mergeDocuments({ base, stored: there, mine: here }).cells[0]).toEqual({ ...first!, locked: true });
  });

  it("a removed cell is gone, unless the other tab has edited it", () => {
    const removed = { ...base, cells: base.cells.slice(1) };
    const edited = hidden([0]);
    expect(mergeDocuments({ base, stored: removed, mine: hidden([2]) }).cells).toHaveLength(base.cells.length - 1);
    expect(mergeDocuments({ base, stored: removed, mine: edited }).cells[0]?.id).toBe(first!.id);
    expect(mergeDocuments({ base, stored: edited, mine: removed }).cells[0]).toEqual(edited.cells[0]);
  });

  it("cells that both inserted stand behind their neighbours", () => {
    const insert = (id: string, index: number) =>
      applyEdit(base, { kind: "insert", cell: codeCell(asId(id), `// ${id}`), index });
    const merged = mergeDocuments({ base, stored: insert("there", 1), mine: insert("here", 2) });
    expect(idsOf(merged).slice(0, 5)).toEqual([first!.id, "there", second!.id, "here", third!.id]);
  });

  it("the order is that of the tab that moved cells", () => {
    const moved = move(base, 0, 2);
    expect(idsOf(mergeDocuments({ base, stored: moved, mine: hidden([3]) }))).toEqual(idsOf(moved));
    expect(idsOf(mergeDocuments({ base, stored: hidden([3]), mine: moved }))).toEqual(idsOf(moved));
  });

  it("the modes of edges are kept from both, also where one was cleared", () => {
    const edge = base.cells.find(({ id }) => base.edges[id])!.id;
    const { [edge]: _, ...cleared } = base.edges;
    const there = { ...base, edges: cleared };
    const here = { ...base, edges: { ...base.edges, [first!.id]: "approval" as const } };
    expect(mergeDocuments({ base, stored: there, mine: here }).edges).toEqual({ ...cleared, [first!.id]: "approval" });
  });
});
