import { describe, expect, it } from "vitest";
import { asId, newId } from "../../ids";
import type { CellId } from "../../ids";
import { codeCell } from "./defaults";
import type { NotebookDocument } from "./document";
import { applyEdit } from "./edits";
import { COALESCE_MS, HISTORY_LIMIT, historyOf, record, redo, undo } from "./history";
import { renameInSource } from "./rename";
import { starterNotebook } from "../templates/starter";

const base = starterNotebook("digits", { notebook: () => newId(), cell: () => newId() });
const idOf = (name: string): CellId => {
  const cell = base.cells.find((other) => "name" in other && other.name === name);
  return cell?.id ?? asId("none");
};
const named = (document: NotebookDocument, name: string) =>
  document.cells.find((cell) => "name" in cell && cell.name === name);

describe("edits", () => {
  it("renaming a cell rewrites what refers to it, in slots and in code", () => {
    const code = codeCell(asId("code"), "const n = data.rows + summary.data; // data");
    const withCode = applyEdit(base, { kind: "insert", cell: code, index: 99 });
    const renamed = applyEdit(withCode, { kind: "rename", cellId: idOf("data"), name: "digits" });
    expect(named(renamed, "split")).toMatchObject({ inputs: { data: "digits" } });
    expect(renamed.cells.at(-1)).toMatchObject({ source: "const n = digits.rows + summary.data; // digits" });
  });

  it("a name in use, or one that is no identifier, is refused", () => {
    const rename = (name: string) => () => applyEdit(base, { kind: "rename", cellId: idOf("data"), name });
    expect(rename("split")).toThrow("notebook.duplicate-name");
    expect(rename("my data")).toThrow("notebook.invalid");
  });

  it("a locked cell refuses to change but can be moved, copied and unlocked", () => {
    const cellId = idOf("split");
    const locked = applyEdit(base, { kind: "flags", cellId, locked: true });
    expect(() => applyEdit(locked, { kind: "params", cellId, params: { seed: 1 } })).toThrow("notebook.locked-cell");
    expect(() => applyEdit(locked, { kind: "remove", cellId })).toThrow("notebook.locked-cell");
    const copied = applyEdit(locked, { kind: "duplicate", cellId, newId: asId("copy") });
    expect(named(copied, "split2")).toMatchObject({ locked: false, id: "copy" });
    expect(applyEdit(locked, { kind: "move", cellId, index: 0 }).cells[0]?.id).toBe(cellId);
  });

  it("removing a cell forgets the mode of its edge", () => {
    const cellId = idOf("run");
    expect(base.edges[cellId]).toBe("manual");
    expect(applyEdit(base, { kind: "remove", cellId }).edges[cellId]).toBeUndefined();
  });

  it("words are renamed, but not members, keys or parts of words", () => {
    expect(renameInSource("f(run, run2, a.run, {run: 1}, ...run)", "run", "fit")).toBe(
      "f(fit, run2, a.run, {run: 1}, ...fit)",
    );
  });
});

describe("undo and redo", () => {
  it("quick edits of one field are one step", () => {
    let history = historyOf("a");
    history = record(history, "ab", { key: "text", atMs: 10 });
    history = record(history, "abc", { key: "text", atMs: 20 });
    history = record(history, "abcd", { key: "text", atMs: 21 + COALESCE_MS });
    expect(undo(history).present).toBe("abc");
    expect(undo(undo(history)).present).toBe("a");
    expect(redo(undo(history)).present).toBe("abcd");
  });

  it("keeps a bounded number of steps, and a new edit forgets what was undone", () => {
    let history = historyOf(0);
    for (let step = 1; step <= HISTORY_LIMIT + 20; step++) history = record(history, step, { key: null, atMs: step });
    expect(history.past).toHaveLength(HISTORY_LIMIT);
    const branched = record(undo(history), -1, { key: null, atMs: 0 });
    expect(redo(branched)).toBe(branched);
  });
});
