import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId, newId } from "../../ids";
import { codeCell, wiredStageCell } from "./defaults";
import { isStageCell, SLOTS } from "./document";
import type { Cell, NotebookDocument, StageKind } from "./document";
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

const STAGES = ["dataset", "split", "prepare", "train"] as const;

function added(kind: StageKind, id: string, { cells }: NotebookDocument) {
  return wiredStageCell({ kind, id: asId(id), cells, index: cells.length, slots: SLOTS[kind] });
}

/** The document with new stage cells, each under the name that is free there and followed by code that reads it. */
function withAdded(document: NotebookDocument, kinds: readonly StageKind[], tab: string): NotebookDocument {
  return kinds.reduce((edited, kind, place) => {
    const cell = added(kind, `${tab}-${place}`, edited);
    const code = codeCell(asId(`${tab}-code-${place}`), `use(${cell.name})`);
    const index = edited.cells.length;
    return [cell, code].reduce((next, each) => applyEdit(next, { kind: "insert", cell: each, index }), edited);
  }, document);
}

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

  it("cells that both added under one name keep two, and what refers to mine follows (seed 12)", () => {
    const kinds = fc.array(fc.constantFrom(...STAGES), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(kinds, kinds, (there, here) => {
        const stored = withAdded(base, there, "there");
        const mine = withAdded(base, here, "here");
        const merged = mergeDocuments({ base, stored, mine });
        expect(mergeDocuments({ base, stored, mine })).toEqual(merged);
        const names = merged.cells.filter(isStageCell).map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        expect(merged.cells).toHaveLength(base.cells.length + 2 * (there.length + here.length));
        for (const cell of stored.cells) expect(merged.cells.find(({ id }) => id === cell.id)).toEqual(cell);
        here.forEach((_, place) => {
          const own = merged.cells.find(({ id }) => id === `here-${place}`);
          const code = merged.cells.find(({ id }) => id === `here-code-${place}`);
          expect(code).toMatchObject({ source: `use(${own && isStageCell(own) ? own.name : ""})` });
        });
      }),
      { seed: 12 },
    );
  });

  it("a stage of mine that reads a double of mine goes on reading it", () => {
    const stored = withAdded(base, ["split"], "there");
    const split = withAdded(base, ["split"], "here");
    const name = split.cells.filter(isStageCell).find(({ id }) => id === "here-0")!.name;
    const prepare = added("prepare", "reader", split);
    const reader = { ...prepare, inputs: { ...prepare.inputs, split: name } } as Cell;
    const mine = applyEdit(split, { kind: "insert", cell: reader, index: split.cells.length });
    const merged = mergeDocuments({ base, stored, mine });
    const renamed = merged.cells.filter(isStageCell).find(({ id }) => id === "here-0")!.name;
    expect(renamed).not.toBe(name);
    expect(merged.cells.find(({ id }) => id === "reader")).toMatchObject({ inputs: { split: renamed } });
    const again = mergeDocuments({ base: mine, stored: merged, mine: { ...mine, title: "typed on" } });
    expect(again).toEqual({ ...merged, title: "typed on" });
  });
});
